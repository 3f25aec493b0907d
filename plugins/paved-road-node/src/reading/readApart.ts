import {
  YamlDocument,
  YamlOptions,
} from '@paved-road/plugin-paved-road-common';
import { parseYaml } from '@paved-road/plugin-paved-road-common/rules';
import { listInstructions, WrittenInstruction } from './listInstructions';
import { ReadingProcess } from './ReadingProcess';

/** Milliseconds for one text; the largest that anybody writes take a tenth of it. */
const DEADLINE = 5_000;

const reading = new ReadingProcess({
  yaml: { library: require.resolve('yaml'), read: parseYaml },
  dockerfile: {
    library: require.resolve('dockerfile-ast'),
    read: listInstructions,
  },
});

/**
 * Parses foreign YAML in a process of its own.
 *
 * @throws Error if that takes too long
 * @public
 */
export async function parseYamlApart(
  text: string,
  options: YamlOptions = {},
): Promise<YamlDocument[]> {
  return (await reading.read(
    'yaml',
    [text, options],
    DEADLINE,
  )) as YamlDocument[];
}

/**
 * The instructions of a foreign Dockerfile, read in a process of its own.
 *
 * @throws Error if that takes too long
 */
export async function listInstructionsApart(
  text: string,
): Promise<WrittenInstruction[]> {
  const json = await reading.read('dockerfile', [text], DEADLINE);
  return JSON.parse(json as string);
}
