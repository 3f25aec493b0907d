import { InputError } from '@backstage/errors';
import {
  createPositionLookup,
  parseYaml,
} from '@paved-road/plugin-paved-road-common/rules';
import { readTextFile } from '@paved-road/plugin-paved-road-node';
import { resolve } from 'node:path';
import * as library from 'yaml';
import { SourceFile } from './Translation';

/** Maximum file size in bytes. */
const limit = 1_000_000;

/**
 * Reads files of another tool, in YAML or JSON, within the limits of {@link parseYaml}.
 *
 * @throws InputError with the file, and the line of a syntax error
 */
export async function readSource(
  names: string[],
  cwd: string,
): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const name of names) {
    const text = await readTextFile(resolve(cwd, name), name, limit);
    const documents = parseYaml(library, text, { merge: true });
    for (const { faults, json } of documents.map(document => ({
      json: 'null',
      ...document,
    }))) {
      if (faults) {
        const [{ offset, message }] = faults;
        const { line, column } = createPositionLookup(text)(offset);
        throw new InputError(`${name}:${line}:${column}: ${message}`);
      }
      files.push({ name, value: JSON.parse(json) });
    }
    if (documents.length === 0) {
      throw new InputError(`${name} is empty`);
    }
  }
  return files;
}
