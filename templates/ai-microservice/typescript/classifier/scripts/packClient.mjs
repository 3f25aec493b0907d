/*
 * Makes dist/package from the build: the package for callers, with the client and what it imports.
 * They get neither the server nor the runtime of the model with it.
 */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = path.join(root, 'dist/package');
const folders = ['dist/src/client', 'dist/src/adapters/http', 'dist/src/core'];

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const imported = new Set();
for (const folder of folders) {
  await cp(path.join(root, folder), path.join(target, folder), { recursive: true });
  for (const file of await readdir(path.join(root, folder))) {
    const code = await readFile(path.join(root, folder, file), 'utf8');
    for (const [, name] of code.matchAll(/from '((?:@[^/']+\/)?[^./'][^/']*)/g)) {
      imported.add(name);
    }
  }
}

const { name, version, description, license, type, exports, engines, dependencies } = JSON.parse(
  await readFile(path.join(root, 'package.json'), 'utf8'),
);
await writeFile(
  path.join(target, 'package.json'),
  `${JSON.stringify(
    {
      name,
      version,
      description,
      license,
      type,
      exports,
      engines,
      dependencies: Object.fromEntries(
        Object.entries(dependencies).filter(([dependency]) => imported.has(dependency)),
      ),
    },
    null,
    2,
  )}\n`,
);
