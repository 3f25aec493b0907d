import { InputError, toError } from '@backstage/errors';
import {
  ParsedRulePack,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common';
import { hashOf } from '../hash';
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

/**
 * Parses a rule pack.
 *
 * @throws InputError that names every problem with its position
 */
export function readRulePack(
  { source, origin }: Pick<StoredRulePack, 'source' | 'origin'>,
  { text, etag }: { text: string; etag?: string },
): ReadRulePack {
  const parsed =
    origin === 'config'
      ? parseConfigured(text, source)
      : parseRulePack(text, source);
  return { source, text, hash: hashOf(text), etag, parsed };
}

/* A pack in the config has no text that anybody has seen, so paths replace lines. */
function parseConfigured(text: string, key: string): ParsedRulePack {
  try {
    return {
      ...parseRulePack(text, key),
      locate: path => [key, ...path].join('.'),
    };
  } catch (error) {
    throw new InputError(
      toError(error).message.replaceAll(
        new RegExp(`(?<=^  ${key}):\\d+:\\d+`, 'gm'),
        '',
      ),
    );
  }
}
