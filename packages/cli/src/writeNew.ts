import { InputError } from '@backstage/errors';
import { promises as fs } from 'node:fs';

/**
 * Writes a new file. Never overwrites one, because it may have been edited.
 *
 * @throws InputError if it exists or cannot be written
 */
export async function writeNew(
  file: string,
  name: string,
  content: string,
): Promise<void> {
  try {
    await fs.writeFile(file, content, { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(
      code === 'EEXIST'
        ? `--output ${name}: the file exists, use another name or delete it`
        : `--output ${name}: the file cannot be written (${code})`,
    );
  }
}
