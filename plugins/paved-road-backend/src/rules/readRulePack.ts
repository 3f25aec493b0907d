import { ServiceUnavailableError, toError } from '@backstage/errors';
import {
  ParsedRulePack,
  YamlDocument,
} from '@paved-road/plugin-paved-road-common';
import {
  InvalidFileError,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import { parseYamlApart } from '@paved-road/plugin-paved-road-node';
import { hashOf } from '../database/hash';
import { StoredRulePack } from './RulePackStore';

/** A valid rule pack and its text. */
export interface ReadRulePack {
  source: string;
  text: string;
  hash: string;
  /** From the server of the URL, for this text. */
  etag?: string;
  parsed: ParsedRulePack;
}

type Origin = Pick<StoredRulePack, 'source' | 'origin'>;
type Text = { text: string; etag?: string };

/**
 * Reads a rule pack that was read before, and so is known to be no attack.
 *
 * @throws InvalidFileError that has every problem with its place
 */
export function readRulePack(
  { source, origin }: Origin,
  { text, etag }: Text,
  documents?: YamlDocument[],
): ReadRulePack {
  const parsed =
    origin === 'config'
      ? parseConfigured(text, source, documents)
      : parseRulePack(text, source, documents);
  return { source, text, hash: hashOf(text), etag, parsed };
}

/**
 * Reads a rule pack from anywhere, beside other work.
 *
 * @throws InvalidFileError that has every problem with its place
 */
export async function readForeignRulePack(
  origin: Origin,
  text: Text,
): Promise<ReadRulePack> {
  let documents: YamlDocument[];
  try {
    documents = await parseYamlApart(text.text, {
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
  return readRulePack(origin, text, documents);
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
