import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The packages and plugins of a repository: `folder` and `manifest` of each. */
export async function readWorkspaces(root) {
  const files = await Array.fromAsync(
    glob('{packages,plugins}/*/package.json', { cwd: root }),
  );
  return await Promise.all(
    files.sort().map(async file => ({
      folder: path.dirname(file),
      manifest: JSON.parse(await readFile(path.join(root, file), 'utf8')),
    })),
  );
}
