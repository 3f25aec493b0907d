import { ServiceUnavailableError, toError } from '@backstage/errors';
import {
  ParsedRulePack,
  RulePackChange,
  RulePackChanges,
  YamlDocument,
} from '@paved-road/plugin-paved-road-common';
import {
  changeRulePack,
  InvalidFileError,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import { parseYamlApart } from '@paved-road/plugin-paved-road-node';
import { hashJson } from '../database/hash';
import { WantedChanges } from './readRulePackSources';
import { StoredChanges, StoredRulePack } from './RulePackStore';

export interface ReadRulePack {
  source: string;
  text: string;
  hash: string;
  /** From the server of the URL, for this text. */
  etag?: string;
  wanted?: StoredChanges;
  /** With the changes. */
  parsed: ParsedRulePack;
  /** Differences from the author's text. */
  changed: RulePackChange[];
}

type Origin = Pick<StoredRulePack, 'source' | 'origin'>;
type Text = { text: string; etag?: string };

/**
 * Reads a rule pack that was read before, and is therefore safe to parse in this process.
 *
 * @throws InvalidFileError that has every problem with its place
 */
export function readRulePack(
  origin: Origin,
  content: Text & { wanted?: StoredChanges },
): ReadRulePack {
  return toReadPack(parse(origin, content.text), content, {
    key: origin.source,
    ...content.wanted,
  });
}

/**
 * Reads a rule pack from any source, in another process.
 *
 * @param wanted - returns the changes from the config
 * @throws InvalidFileError that has every problem with its place
 */
export async function readForeignRulePack(
  origin: Origin,
  content: Text,
  wanted: (pack: ParsedRulePack) => WantedChanges | undefined,
): Promise<ReadRulePack> {
  let documents: YamlDocument[];
  try {
    documents = await parseYamlApart(content.text, {
      uniqueKeys: true,
      places: true,
    });
  } catch (error) {
    if (error instanceof ServiceUnavailableError) {
      throw error;
    }
    const { source } = origin;
    throw new InvalidFileError(`Invalid rule pack ${source}:`, [
      { place: { source }, message: toError(error).message },
    ]);
  }
  const parsed = parse(origin, content.text, documents);
  return toReadPack(parsed, content, { key: origin.source, ...wanted(parsed) });
}

function toReadPack(
  parsed: ParsedRulePack,
  { text, etag }: Text,
  { key, ...wanted }: WantedChanges,
): ReadRulePack {
  const { services, filter, overrides } = wanted;
  const changes: RulePackChanges = {
    // Only packs without a filter follow the one for all packs.
    filter: filter ?? (parsed.leavesFilter ? services : undefined),
    overrides,
  };
  const isChanged =
    changes.filter !== undefined || Object.keys(overrides ?? {}).length > 0;
  const result = isChanged ? changeRulePack(parsed, changes, key) : undefined;
  return {
    source: parsed.source,
    text,
    etag,
    hash: hashJson([text, wanted]),
    wanted,
    parsed: result?.parsed ?? parsed,
    changed: result?.changes ?? [],
  };
}

function parse(
  { source, origin }: Origin,
  text: string,
  documents?: YamlDocument[],
): ParsedRulePack {
  return origin === 'config'
    ? parseConfigured(text, source, documents)
    : parseRulePack(text, source, documents);
}

/* People do not see the text of a pack in the config, so paths replace lines. */
function parseConfigured(
  text: string,
  key: string,
  documents?: YamlDocument[],
): ParsedRulePack {
  try {
    return {
      ...parseRulePack(text, key, documents),
      locate: path => ({ source: [key, ...path].join('.') }),
    };
  } catch (error) {
    throw error instanceof InvalidFileError ? error.withoutLines() : error;
  }
}
