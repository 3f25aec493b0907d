import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { isDeeper, parseInput } from '@paved-road/plugin-paved-road-common';
import { pushedItemSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { LARGEST_VALUE } from './collectFact';
import { FactCollectors, FactDefinition } from './FactCollectors';
import { explainUnknown } from './factTexts';
import { Push } from './PushedFactStore';

/** Far above what a fact needs, far below what fills a stack. */
const DEEPEST_VALUE = 32;
const LONGEST_PROBLEM = 1_000;
const AHEAD = { minutes: 5 };
const OLDEST = { years: 10 };

/** A push that is not stored, and why. */
export interface Refusal {
  kind: 'invalid' | 'not-found' | 'not-allowed';
  problem: string;
}

/** An item that was sent, as far as it can be stored. */
export type Checked = { push: Push } | { refusal: Refusal };

/** What can be said of an item without looking at its entity. */
export function readPush(
  sent: unknown,
  { facts, now }: { facts: FactCollectors; now: DateTime },
): Checked {
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
      return refuse('not-found', explainUnknown(fact, facts.definitions()));
    }
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

/** With as much of the problem as people read. */
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
  { schema }: Pick<FactDefinition, 'schema'>,
): unknown {
  const infinite = pathOfInfinite(value, 'value');
  if (infinite !== undefined) {
    throw new InputError(
      `${infinite}: the number is too large, use one up to 1.7e308`,
    );
  }
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
  // A schema may make something else of it, which JSON may not hold.
  return JSON.parse(JSON.stringify(parsed));
}

/** JSON has larger numbers than a computer can hold. */
function pathOfInfinite(value: unknown, path: string): string | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? undefined : path;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  for (const [key, item] of Object.entries(value)) {
    const found = pathOfInfinite(item, `${path}.${key}`);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** @throws InputError that names the field */
function readTimes(
  sent: { observedAt: string; expiresAt?: string },
  expiresAfterMs: number | undefined,
  now: DateTime,
): { observedAt: string; expiresAt?: string } {
  const observedAt = DateTime.fromISO(sent.observedAt).toUTC();
  if (observedAt > now.plus(AHEAD)) {
    throw new InputError(
      `observedAt: ${sent.observedAt} is in the future, here it is ${now.toISO()}; check the clock of the sender`,
    );
  }
  if (observedAt < now.minus(OLDEST)) {
    throw new InputError(
      `observedAt: ${sent.observedAt} is more than ${OLDEST.years} years ago`,
    );
  }
  const expiresAt =
    sent.expiresAt === undefined
      ? expiresAfterMs && observedAt.plus(expiresAfterMs)
      : DateTime.fromISO(sent.expiresAt).toUTC();
  if (expiresAt && expiresAt.year > 9999) {
    throw new InputError(
      `expiresAt: ${sent.expiresAt} is after the year 9999 in UTC; leave it out for never`,
    );
  }
  if (expiresAt && expiresAt <= observedAt) {
    throw new InputError(
      `expiresAt: ${sent.expiresAt} is not after observedAt, ${sent.observedAt}`,
    );
  }
  return {
    observedAt: observedAt.toISO()!,
    ...(expiresAt && { expiresAt: expiresAt.toISO()! }),
  };
}
