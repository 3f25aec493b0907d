import { toError } from '@backstage/errors';
import {
  isDeeper,
  Probe,
  YamlFault,
} from '@paved-road/plugin-paved-road-common';
import { describeYamlFault, FileProblem } from '../reading/describeYamlFault';
import { parseCollectedYaml } from '../reading/readApart';
import { parseDockerfile } from './parseDockerfile';

export type ParsedProbe = { content: unknown } | FileProblem;

/* Real files have fewer. Evaluating many keys blocks the event loop. */
const MAX_NESTING = 100;
const MAX_KEYS = 20_000;

const tooDeep: ParsedProbe = {
  problem: `is nested deeper than ${MAX_NESTING} levels`,
};

/** Parses a probed file without blocking the event loop. Never throws. */
export async function parseProbe(
  format: Probe['format'],
  file: Buffer,
): Promise<ParsedProbe[]> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return [{ problem: 'is not a text file in UTF-8' }];
  }
  if (text.includes('\u0000')) {
    return [{ problem: 'is not a text file' }];
  }
  if (format !== 'text' && text.trim() === '') {
    return [{ problem: 'is empty' }];
  }
  try {
    switch (format) {
      case 'yaml':
        return await parseYaml(text);
      case 'json':
        return [
          hasMoreKeys(text)
            ? { problem: `has more than ${MAX_KEYS} keys` }
            : toContent(text),
        ];
      case 'dockerfile':
        return [{ content: await parseDockerfile(text) }];
      default:
        return [{ content: text }];
    }
  } catch (error) {
    return [invalid(format, toError(error).message)];
  }
}

async function parseYaml(text: string): Promise<ParsedProbe[]> {
  const documents = await parseCollectedYaml(text, {
    merge: true,
    keys: MAX_KEYS,
  });
  if (documents.length === 0) {
    return [{ problem: 'is empty' }];
  }
  return documents.map(document =>
    document.faults
      ? toProblem(text, document.faults[0])
      : toContent(document.json),
  );
}

function toProblem(text: string, fault: YamlFault): ParsedProbe {
  return fault.isLimit && fault.message.startsWith('is nested')
    ? tooDeep
    : describeYamlFault(text, fault);
}

const formatNames: Record<Probe['format'], string> = {
  dockerfile: 'Dockerfile',
  json: 'JSON',
  text: 'text',
  yaml: 'YAML',
};

function invalid(format: Probe['format'], message: string): ParsedProbe {
  const [line] = message.split('\n');
  return { problem: `not valid ${formatNames[format]}: ${line}` };
}

/** @throws Error if the JSON is nested too deeply */
function toContent(json: string): ParsedProbe {
  const content: unknown = JSON.parse(json);
  return isDeeper(content, MAX_NESTING) ? tooDeep : { content };
}

function hasMoreKeys(json: string): boolean {
  const key = /"\s*:/g;
  let keys = 0;
  while (keys <= MAX_KEYS && key.test(json)) {
    keys += 1;
  }
  return keys > MAX_KEYS;
}
