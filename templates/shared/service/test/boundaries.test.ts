import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('npm run boundaries', () => {
  let copy: string;

  before(async () => {
    copy = await mkdtemp(path.join(tmpdir(), 'boundaries-'));
    for (const item of ['src', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
      await cp(path.join(root, item), path.join(copy, item), { recursive: true });
    }
    await symlink(
      path.join(root, 'node_modules'),
      path.join(copy, 'node_modules'),
      'junction',
    );
  });

  after(() => rm(copy, { recursive: true, force: true }));

  const violations = {
    'core-is-framework-free': {
      file: 'src/core/planted.ts',
      code: "import { fastify } from 'fastify';\nexport const planted = fastify;\n",
    },
    'core-only-through-its-index': {
      file: 'src/http/planted.ts',
      code: "export { TicketRouter } from '../core/ticketRouter.js';\n",
    },
    'adapters-only-from-main': {
      file: 'src/http/planted.ts',
      code: "export { OnnxTextClassifier } from '../adapters/onnx/index.js';\n",
    },
    'adapters-know-only-the-core': {
      file: 'src/adapters/onnx/planted.ts',
      code: "export { readSettings } from '../../settings.js';\n",
    },
    'model-runtime-only-in-its-adapter': {
      file: 'src/http/planted.ts',
      code: "export { InferenceSession } from 'onnxruntime-node';\n",
    },
  };

  for (const [rule, { file, code }] of Object.entries(violations)) {
    it(`finds a violation of ${rule}`, async () => {
      await writeFile(path.join(copy, file), code);
      try {
        await assert.rejects(check(copy), (error: { stdout: string }) => {
          assert.match(error.stdout, new RegExp(`error ${rule}: ${file}`));
          return true;
        });
      } finally {
        await rm(path.join(copy, file));
      }
    });
  }

  it('finds none in the code as it is', async () => {
    await check(copy);
  });
});

function check(directory: string) {
  return promisify(execFile)(
    process.execPath,
    [
      path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'src',
    ],
    { cwd: directory },
  );
}
