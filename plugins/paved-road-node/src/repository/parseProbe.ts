import { toError } from '@backstage/errors';
import { Probe } from '@paved-road/plugin-paved-road-common';
import { parseAllDocuments } from 'yaml';
import { parseDockerfile } from './parseDockerfile';

/** The content of a file, or of one document in it. */
export type ParsedProbe = { content: unknown } | { problem: string };

/* Real files stay below; small files that expand to large ones do not. */
const MAX_ALIASES = 100;
const MAX_NESTING = 100;
const MAX_LENGTH = 1_000_000;

const tooDeep: ParsedProbe = {
  problem: `is nested deeper than ${MAX_NESTING} levels`,
};

/** Parses a probed file. Never throws, whatever the content. */
export function parseProbe(
  format: Probe['format'],
  file: Buffer,
): ParsedProbe[] {
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
        return parseYaml(text);
      case 'json':
        return [toPlain(JSON.parse(text))];
      case 'dockerfile':
        return [{ content: parseDockerfile(text) }];
      default:
        return [{ content: text }];
    }
  } catch (error) {
    return [invalid(format, error)];
  }
}

function parseYaml(text: string): ParsedProbe[] {
  const documents = parseAllDocuments(text, {
    merge: true,
    // Takes minutes for a large map.
    uniqueKeys: false,
    // Without this, it would log parts of the file.
    logLevel: 'error',
  });
  if (documents.length === 0) {
    return [{ problem: 'is empty' }];
  }
  return documents.map(document => {
    try {
      return document.errors.length > 0
        ? invalid('yaml', document.errors[0])
        : toPlain(document.toJS({ maxAliasCount: MAX_ALIASES }));
    } catch (error) {
      return invalid('yaml', error);
    }
  });
}

function invalid(format: Probe['format'], error: unknown): ParsedProbe {
  const [line] = toError(error).message.split('\n');
  // Parsers go as deep as the stack allows.
  if (line.startsWith('Maximum call stack size exceeded')) {
    return tooDeep;
  }
  return { problem: `is not valid ${format}: ${line.replace(/:$/, '')}` };
}

/** The JSON form of a value, unless it is too large or too deep for its readers. */
function toPlain(value: unknown): ParsedProbe {
  const json = JSON.stringify(value ?? null);
  if (json.length > MAX_LENGTH) {
    return { problem: `stands for more than ${MAX_LENGTH} bytes` };
  }
  const content: unknown = JSON.parse(json);
  return isDeeper(content, MAX_NESTING) ? tooDeep : { content };
}

function isDeeper(value: unknown, levels: number): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (levels === 0 ||
      Object.values(value).some(child => isDeeper(child, levels - 1)))
  );
}
