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
import { hashOf } from '../database/hash';
import { WantedChanges } from './readRulePackSources';
import { StoredRulePack } from './RulePackStore';

/** A valid rule pack and its text. */
export interface ReadRulePack {
  source: string;
  text: string;
  hash: string;
  /** From the server of the URL, for this text. */
  etag?: string;
  /** What the config changes in the text; undefined if nothing. */
  changes?: RulePackChanges;
  /** As it is used, with the changes. */
  parsed: ParsedRulePack;
  /** Where it is not as its author wrote it. */
  changed: RulePackChange[];
}

type Origin = Pick<StoredRulePack, 'source' | 'origin'>;
type Text = { text: string; etag?: string };

/**
 * Reads a rule pack that was read before, and so is known to be no attack.
 *
 * @throws InvalidFileError that has every problem with its place
 */
export function readRulePack(
  origin: Origin,
  content: Text & { changes?: RulePackChanges },
): ReadRulePack {
  return toReadPack(parse(origin, content.text), content, {
    key: origin.source,
    ...content.changes,
  });
}

/**
 * Reads a rule pack from anywhere, beside other work.
 *
 * @param wanted - tells what the config says about a pack
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

/**
 * What a config changes in a rule pack that was read before. Asked of the text itself, because only packs without a
 * filter of their own follow `services`.
 */
export function changesOf(
  origin: Origin,
  text: string,
  wanted: Omit<WantedChanges, 'key'> = {},
): RulePackChanges | undefined {
  return changesIn(parse(origin, text), wanted);
}

function changesIn(
  { leavesFilter }: ParsedRulePack,
  { services, filter: ownFilter, overrides }: Omit<WantedChanges, 'key'>,
): RulePackChanges | undefined {
  const filter = ownFilter ?? (leavesFilter ? services : undefined);
  return filter || Object.keys(overrides ?? {}).length > 0
    ? { filter, overrides }
    : undefined;
}

function toReadPack(
  parsed: ParsedRulePack,
  { text, etag }: Text,
  { key, ...wanted }: WantedChanges,
): ReadRulePack {
  const changes = changesIn(parsed, wanted);
  const read = { source: parsed.source, text, etag };
  if (!changes) {
    return { ...read, hash: hashOf(text), parsed, changed: [] };
  }
  const result = changeRulePack(parsed, changes, key);
  return {
    ...read,
    hash: hashOf([text, changes]),
    changes,
    parsed: result.parsed,
    changed: result.changes,
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

/* A pack in the config has no text that anybody has seen, so paths replace lines. */
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
