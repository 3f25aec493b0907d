import {
  YamlDocument,
  YamlOptions,
} from '@paved-road/plugin-paved-road-common';
import { parseYaml } from '@paved-road/plugin-paved-road-common/rules';
import { listInstructions, WrittenInstruction } from './listInstructions';
import { ReadingProcess } from './ReadingProcess';

/** Milliseconds for one text; the largest that anybody writes take a tenth of it. */
const DEADLINE = 5_000;

const readers = {
  yaml: { library: require.resolve('yaml'), read: parseYaml },
  dockerfile: {
    library: require.resolve('dockerfile-ast'),
    read: listInstructions,
  },
};

/** What people send waits for others of them only, and the collection of facts for none of them. */
const sent = new ReadingProcess(readers, { mostWaiting: 100 });
const collected = new ReadingProcess(readers);

/**
 * Parses foreign YAML in a process of its own.
 *
 * @throws Error if that takes too long
 * @throws ServiceUnavailableError if too many texts wait
 * @public
 */
export async function parseYamlApart(
  text: string,
  options: YamlOptions = {},
): Promise<YamlDocument[]> {
  return await readYaml(sent, text, options);
}

/** As {@link parseYamlApart}, of a repository whose facts are collected. */
export async function parseCollectedYaml(
  text: string,
  options: YamlOptions = {},
): Promise<YamlDocument[]> {
  return await readYaml(collected, text, options);
}

async function readYaml(
  reading: ReadingProcess,
  text: string,
  options: YamlOptions,
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
  const json = await collected.read('dockerfile', [text], DEADLINE);
  return JSON.parse(json as string);
}
