import { InputError, toError } from '@backstage/errors';
import {
  ParsedRulePack,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common';
import { digestOf } from '../digest';
import { StoredRulePack } from './RulePackStore';

/** A valid rule pack, and the text that it was read from. */
export interface ReadRulePack {
  source: string;
  text: string;
  digest: string;
  /** As the server of a URL gave it for this text. */
  etag?: string;
  parsed: ParsedRulePack;
}

/**
 * Reads a rule pack from its text.
 *
 * @throws InputError that names every problem and where it is
 */
export function readRulePack(
  { source, origin }: Pick<StoredRulePack, 'source' | 'origin'>,
  { text, etag }: { text: string; etag?: string },
): ReadRulePack {
  const parsed =
    origin === 'config'
      ? parseConfigured(text, source)
      : parseRulePack(text, source);
  return { source, text, digest: digestOf(text), etag, parsed };
}

/* Nobody has seen the text of a pack that stands in the config, so that paths take the place of lines. */
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
