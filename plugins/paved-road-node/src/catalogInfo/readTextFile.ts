import { InputError } from '@backstage/errors';
import { promises as fs } from 'node:fs';

/**
 * Reads a file by name.
 *
 * @param name - for messages
 * @param limit - bytes
 * @throws InputError if it does not exist, is not a file, is too large, or cannot be read
 * @public
 */
export async function readTextFile(
  file: string,
  name: string,
  limit: number,
): Promise<string> {
  try {
    const state = await fs.stat(file);
    // A pipe may never end.
    if (!state.isFile()) {
      throw new InputError(`${name} is not a file`);
    }
    if (state.size > limit) {
      throw new InputError(
        `${name} has ${state.size} bytes, ${limit} are read at most`,
      );
    }
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    switch (code) {
      case undefined:
        throw error;
      case 'ENOENT':
      case 'ENOTDIR':
        throw new InputError(`There is no ${name}`);
      default:
        throw new InputError(`${name} cannot be read (${code})`);
    }
  }
}
