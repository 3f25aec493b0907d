import { FactOutcome, FactState } from '@paved-road/plugin-paved-road-common';
import { ConfiguredCollector } from './FactCollectors';
import { StoredFact } from './FactStore';

type Describable = Pick<ConfiguredCollector, 'title' | 'id' | 'enabled'>;

/**
 * A fact for expressions. Reasons contain no times: a result stays unchanged while a fact is unknown for the same
 * reason.
 */
export function toOutcome(
  collector: Describable,
  fact: StoredFact | undefined,
): FactOutcome {
  return fact?.status === 'known' && collector.enabled
    ? { status: 'known', value: fact.value }
    : { status: 'unknown', reason: explain(collector, fact) };
}

function explain(
  { id, title, enabled }: Describable,
  fact: StoredFact | undefined,
): string {
  if (!enabled) {
    return `${title}: switched off by pavedRoad.facts.collectors.${id}.enabled.`;
  }
  if (!fact) {
    return `${title}: not collected for an entity like this.`;
  }
  if (fact.status !== 'unknown') {
    return `${title}: not collected yet.`;
  }
  return `${title}: ${fact.reason}.`;
}

/** A fact for people. */
export function toState(
  { id, title }: Describable,
  fact: StoredFact,
): FactState {
  const named = { name: id, title };
  switch (fact.status) {
    case 'known':
      return {
        ...named,
        status: 'known',
        source: fact.source,
        collectedAt: fact.collectedAt,
      };
    case 'unknown':
      return {
        ...named,
        status: 'unknown',
        reason: fact.reason,
        triedAt: fact.triedAt,
        nextTryAt: nextTryOf(fact),
      };
    default:
      return { ...named, status: 'unknown', reason: 'Not collected yet' };
  }
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
