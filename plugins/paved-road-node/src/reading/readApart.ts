import {
  YamlDocument,
  YamlOptions,
} from '@paved-road/plugin-paved-road-common';
import { parseYaml } from '@paved-road/plugin-paved-road-common/rules';
import { HclBlock, listHclBlocks } from './listHclBlocks';
import { listInstructions, WrittenInstruction } from './listInstructions';
import { ReadingProcess } from './ReadingProcess';

/** Milliseconds per text. The largest real texts take a tenth of it. */
const DEADLINE = 5_000;

const readers = {
  yaml: { library: require.resolve('yaml'), read: parseYaml },
  dockerfile: {
    library: require.resolve('dockerfile-ast'),
    read: listInstructions,
  },
  hcl: { library: require.resolve('web-tree-sitter'), read: listHclBlocks },
};

/** Requests of people and the collection of facts have separate queues. */
const sent = new ReadingProcess(readers, { mostWaiting: 100 });
const collected = new ReadingProcess(readers);

/**
 * Parses untrusted YAML in another process.
 *
 * @throws Error if it takes too long
 * @throws ServiceUnavailableError if the queue is full
 * @public
 */
export async function parseYamlApart(
  text: string,
  options: YamlOptions = {},
): Promise<YamlDocument[]> {
  return await readYaml(sent, text, options);
}

/** Like {@link parseYamlApart}, for the collection of facts. */
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
 * Lists the instructions of an untrusted Dockerfile in another process.
 *
 * @throws Error if it takes too long
 */
export async function listInstructionsApart(
  text: string,
): Promise<WrittenInstruction[]> {
  const json = await collected.read('dockerfile', [text], DEADLINE);
  return JSON.parse(json as string);
}

/** Loaded by the other process when it reads the first file in HCL. */
const hclFiles = {
  library: require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
  grammar:
    require.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm'),
};

/**
 * Parses untrusted HCL in another process.
 *
 * @throws Error if it is invalid or takes too long
 */
export async function listHclBlocksApart(text: string): Promise<HclBlock> {
  const json = await collected.read('hcl', [text, hclFiles], DEADLINE);
  return JSON.parse(json as string);
}
