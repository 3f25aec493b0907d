import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { isDeeper, parseInput } from '@paved-road/plugin-paved-road-common';
import { pushedItemSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { LARGEST_VALUE } from './collectFact';
import { FactCollectors, PushedDefinition } from './FactCollectors';
import { Push } from './PushedFactStore';

/** Far above what a fact needs, and far below what overflows the stack. */
const DEEPEST_VALUE = 32;
const LONGEST_PROBLEM = 1_000;
/** How far the clock of a sender may be ahead. */
const MOST_SKEW = { minutes: 5 };
const OLDEST = { years: 10 };

/** Control characters, bidirectional controls and lone surrogates: they make text look like something else. */
const HIDDEN = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A push that is not stored, and why. */
export interface Refusal {
  kind: 'invalid' | 'not-found' | 'not-allowed';
  problem: string;
}

export type Checked = { push: Push } | { refusal: Refusal };

/** Checks everything about an item that does not depend on its entity. */
export function readPush(
  sent: unknown,
  options: { facts: FactCollectors; now: DateTime; isService: boolean },
): Checked {
  const { facts, now, isService } = options;
  try {
    if (isDeeper(sent, DEEPEST_VALUE + 1)) {
      return refuse(
        'invalid',
        `value: it is nested deeper than ${DEEPEST_VALUE} levels`,
      );
    }
    const { fact, ...item } = parseInput(pushedItemSchema, sent, 'fact');
    const definition = facts.definition(fact);
    if (definition?.origin !== 'pushed') {
      return refuse('not-found', facts.explainMissing(fact));
    }
    if (definition.pushers === 'services' && !isService) {
      return refuse(
        'not-allowed',
        `fact: only services may push ${fact}; push it from a pipeline, with the token of a service`,
      );
    }
    refuseHidden(item.source, 'source');
    return {
      push: {
        entityRef: readEntityRef(item.entityRef),
        name: fact,
        value: readValue(item.value, definition),
        source: item.source,
        ...readTimes(item, definition.expiresAfterMs, now),
      },
    };
  } catch (error) {
    return refuse('invalid', toError(error).message);
  }
}

/** Refuses an item; a long problem is cut. */
export function refuse(
  kind: Refusal['kind'],
  problem: string,
): { refusal: Refusal } {
  return {
    refusal: {
      kind,
      problem:
        problem.length > LONGEST_PROBLEM
          ? `${problem.slice(0, LONGEST_PROBLEM - 1)}…`
          : problem,
    },
  };
}

/** @throws InputError if it is not complete */
function readEntityRef(entityRef: string): string {
  const parts = /^([^:/]+):([^:/]+)\/([^:/]+)$/.exec(entityRef);
  if (!parts) {
    throw new InputError(
      `entityRef: ${JSON.stringify(entityRef)} is not complete, write it as component:default/search`,
    );
  }
  return stringifyEntityRef(parseEntityRef(entityRef));
}

/** @throws InputError that names the part of the value */
function readValue(
  value: unknown,
  { schema }: Pick<PushedDefinition, 'schema'>,
): unknown {
  checkParts(value, 'value');
  const size = Buffer.byteLength(JSON.stringify(value));
  if (size > LARGEST_VALUE) {
    throw new InputError(
      `value: it has ${size} bytes as JSON, ${LARGEST_VALUE} are allowed`,
    );
  }
  const { value: parsed } = parseInput(
    z.object({ value: schema }),
    { value },
    'fact',
  );
  // A schema may transform the value into something that JSON cannot represent.
  return JSON.parse(JSON.stringify(parsed));
}

/** @throws InputError for an infinite number or a hidden character anywhere in a value */
function checkParts(value: unknown, path: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new InputError(
      `${path}: the number is too large, use one up to 1.7e308`,
    );
  }
  if (typeof value === 'string') {
    refuseHidden(value.replace(/[\t\r\n]/g, ' '), path);
  }
  if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      refuseHidden(key, `${path}, in the name of a field`);
      checkParts(part, `${path}.${key}`);
    }
  }
}

/** @throws InputError that names the character */
function refuseHidden(text: string, field: string): void {
  const [character] = HIDDEN.exec(text) ?? [];
  if (character !== undefined) {
    const code = character.charCodeAt(0).toString(16).toUpperCase();
    throw new InputError(
      `${field}: it has the control character U+${code.padStart(4, '0')}; remove it`,
    );
  }
}

/**
 * A time ahead of the clock here counts as now, so that it does not block later pushes. The declared expiry of a fact
 * is a limit: a sender may only shorten it.
 *
 * @throws InputError that names the field
 */
function readTimes(
  sent: { observedAt: string; expiresAt?: string },
  expiresAfterMs: number | undefined,
  now: DateTime,
): { observedAt: string; expiresAt?: string } {
  const sentAt = DateTime.fromISO(sent.observedAt).toUTC();
  if (sentAt > now.plus(MOST_SKEW)) {
    throw new InputError(
      `observedAt: ${sent.observedAt} is in the future, here it is ${now.toISO()}; check the clock of the sender`,
    );
  }
  if (sentAt < now.minus(OLDEST)) {
    throw new InputError(
      `observedAt: ${sent.observedAt} is more than ${OLDEST.years} years ago`,
    );
  }
  const observedAt = DateTime.min(sentAt, now);
  const limit =
    expiresAfterMs === undefined ? undefined : observedAt.plus(expiresAfterMs);
  const wanted =
    sent.expiresAt === undefined
      ? undefined
      : DateTime.fromISO(sent.expiresAt).toUTC();
  if (wanted && wanted.year > 9999) {
    throw new InputError(
      `expiresAt: ${sent.expiresAt} is after the year 9999 in UTC; leave it out for never`,
    );
  }
  if (wanted && wanted <= observedAt) {
    throw new InputError(
      `expiresAt: ${sent.expiresAt} is not after observedAt, ${sent.observedAt}`,
    );
  }
  const expiresAt =
    wanted && limit ? DateTime.min(wanted, limit) : (wanted ?? limit);
  return {
    observedAt: observedAt.toISO()!,
    ...(expiresAt && { expiresAt: expiresAt.toISO()! }),
  };
}
