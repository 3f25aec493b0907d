import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Installs Tech Insights from the npm registry, unless that has been done; returns the folder. */
export async function installPeer(root: string): Promise<string> {
  const pinned = path.join(root, 'bench/peer');
  const folder = path.join(root, 'node_modules/.cache/paved-road-bench/peer');
  const done = path.join(folder, 'node_modules/installed.json');
  const lock = path.join(pinned, 'package-lock.json');
  if (
    !existsSync(done) ||
    (await readFile(done, 'utf8')) !== (await readFile(lock, 'utf8'))
  ) {
    console.log('Installing Tech Insights ...');
    await mkdir(folder, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) {
      await copyFile(path.join(pinned, file), path.join(folder, file));
    }
    execFileSync(
      'npm',
      ['ci', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'],
      { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    await copyFile(lock, done);
  }
  return folder;
}
