import { FactOutcome, FactState } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { FactDefinition } from './FactCollectors';
import { StoredFact } from './FactStore';

/** Whether rules read values of it; pushed facts cannot be switched off. */
export function isEnabled(fact: FactDefinition): boolean {
  return fact.origin === 'pushed' || fact.enabled;
}

/**
 * A fact for expressions. Reasons contain no times that move: a result stays unchanged while a fact is unknown for the
 * same reason.
 */
export function toOutcome(
  definition: FactDefinition,
  fact: StoredFact | undefined,
): FactOutcome {
  return fact?.status === 'known' && isEnabled(definition)
    ? { status: 'known', value: fact.value }
    : { status: 'unknown', reason: explain(definition, fact) };
}

function explain(
  definition: FactDefinition,
  fact: StoredFact | undefined,
): string {
  const { id, title } = definition;
  if (!isEnabled(definition)) {
    return `${title}: switched off by pavedRoad.facts.collectors.${id}.enabled.`;
  }
  if (definition.origin === 'pushed' && fact?.status !== 'unknown') {
    return `${title}: not pushed yet.`;
  }
  if (!fact) {
    return `${title}: not collected for an entity like this.`;
  }
  if (fact.status !== 'unknown') {
    return `${title}: not collected yet.`;
  }
  return `${title}: ${reasonOf(fact)}.`;
}

/** Since when it has failed is said of what was known before. */
function reasonOf({
  reason,
  lostSince,
}: Extract<StoredFact, { status: 'unknown' }>): string {
  return lostSince === undefined
    ? reason
    : `${reason}, since ${toMinute(lostSince)}`;
}

function toMinute(isoTime: string): string {
  return DateTime.fromISO(isoTime).toUTC().toFormat("yyyy-MM-dd HH:mm 'UTC'");
}

/** A fact for people. */
export function toState(
  definition: FactDefinition,
  fact: StoredFact,
): FactState {
  const named = { name: definition.id, title: definition.title };
  switch (fact.status) {
    case 'known':
      return {
        ...named,
        status: 'known',
        source: fact.source,
        ...(definition.origin === 'pushed'
          ? {
              collectedAt: fact.observedAt ?? fact.collectedAt,
              expiresAt: fact.expiresAt,
            }
          : {
              collectedAt: fact.collectedAt,
              ...failureOf(definition.graceMs, fact),
            }),
      };
    case 'unknown':
      return {
        ...named,
        status: 'unknown',
        reason: reasonOf(fact),
        triedAt: fact.triedAt,
        nextTryAt: definition.origin === 'pushed' ? undefined : nextTryOf(fact),
      };
    default:
      return {
        ...named,
        status: 'unknown',
        reason:
          fact.reason === undefined
            ? 'Not collected yet'
            : `Not collected yet: ${fact.reason}`,
      };
  }
}

/** Why the source could not confirm a value, and until when it holds. */
function failureOf(
  graceMs: number,
  { failing, dueAt }: Extract<StoredFact, { status: 'known' }>,
): Pick<Extract<FactState, { status: 'known' }>, 'failing' | 'expiresAt'> {
  if (!failing) {
    return {};
  }
  const { reason, since } = failing;
  return {
    failing: { reason, since, nextTryAt: dueAt > since ? dueAt : undefined },
    expiresAt: new Date(Date.parse(since) + graceMs).toISOString(),
  };
}

/**
 * Absent if due at once. Whether that time has passed makes no difference, so that the text does not change while
 * nothing happens.
 */
function nextTryOf(
  fact: Extract<StoredFact, { status: 'unknown' }>,
): string | undefined {
  return fact.dueAt > fact.triedAt ? fact.dueAt : undefined;
}
