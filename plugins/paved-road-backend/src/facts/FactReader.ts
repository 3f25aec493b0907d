import { FactOutcome, FactState } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { isSentence } from './collectFact';
import { FactCollectors, FactDefinition } from './FactCollectors';
import { FactSource, StoredFact } from './StoredFact';
import { FactStore } from './FactStore';

type KnownFact = Extract<StoredFact, { status: 'known' }>;

/** Reads stored facts for rules, the gate and pages. */
export class FactReader implements FactSource {
  constructor(
    private readonly options: {
      store: Pick<FactStore, 'get' | 'versions'>;
      collectors: Pick<FactCollectors, 'definitions'>;
    },
  ) {}

  async versionsFor(entityRefs: string[]): Promise<Map<string, string>> {
    const stored = await this.options.store.versions(entityRefs);
    return new Map(
      entityRefs.map(entityRef => {
        const versions = this.#byDefinition(
          stored.get(entityRef),
          (definition, fact) =>
            `${definition.id} ${definition.enabled} ${fact?.version ?? ''}`,
        );
        return [entityRef, versions.join('\n')];
      }),
    );
  }

  /** One outcome per definition, even without a stored fact. */
  async factsFor(
    entityRefs: string[],
  ): Promise<Map<string, Record<string, FactOutcome>>> {
    const stored = await this.options.store.get(entityRefs);
    return new Map(
      entityRefs.map(entityRef => {
        const outcomes = this.#byDefinition(
          stored.get(entityRef),
          (definition, fact) => [definition.id, toOutcome(definition, fact)],
        );
        return [entityRef, Object.fromEntries(outcomes)];
      }),
    );
  }

  /** As {@link FactReader.factsFor}, but a fact is unknown if it is too old for a decision that lasts. */
  async recentFactsOf(
    entityRef: string,
    { maxAgeMs }: { maxAgeMs: number },
  ): Promise<Map<string, RecentFact>> {
    const stored = await this.options.store.get([entityRef]);
    const now = DateTime.utc();
    return new Map(
      this.#byDefinition(stored.get(entityRef), (definition, fact) => [
        definition.id,
        toRecentFact(definition, fact, { maxAgeMs, now }),
      ]),
    );
  }

  /** Source and age of the facts of an entity, in the order of their definitions. */
  async statesOf(entityRef: string): Promise<FactState[]> {
    const stored = await this.options.store.get([entityRef]);
    return this.#byDefinition(stored.get(entityRef), (definition, fact) =>
      fact && definition.enabled ? toState(definition, fact) : undefined,
    ).filter(state => state !== undefined);
  }

  #byDefinition<Fact extends { name: string }, T>(
    facts: Fact[] = [],
    read: (definition: FactDefinition, fact: Fact | undefined) => T,
  ): T[] {
    return this.options.collectors.definitions().map(definition =>
      read(
        definition,
        facts.find(({ name }) => name === definition.id),
      ),
    );
  }
}

/** A fact for expressions. Its text stays the same while a fact is unknown for the same reason. */
export function toOutcome(
  definition: FactDefinition,
  fact: StoredFact | undefined,
): FactOutcome {
  return fact?.status === 'known' && definition.enabled
    ? { status: 'known', value: fact.value }
    : { status: 'unknown', reason: explain(definition, fact) };
}

function explain(
  definition: FactDefinition,
  fact: StoredFact | undefined,
): string {
  const { title } = definition;
  if (!definition.enabled) {
    return `${title}: this portal does not collect it.`;
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
  const reason = formatReason(fact);
  return isSentence(reason) ? reason : `${title}: ${reason}.`;
}

/** With the start of the failure, if the fact was known before. */
function formatReason({
  reason,
  lostSince,
}: Extract<StoredFact, { status: 'unknown' }>): string {
  if (lostSince === undefined) {
    return reason;
  }
  const since = formatMinute(lostSince);
  return isSentence(reason)
    ? `${reason} Last known before ${since}.`
    : `${reason}, since ${since}`;
}

function formatMinute(isoTime: string): string {
  return DateTime.fromISO(isoTime).toUTC().toFormat("yyyy-MM-dd HH:mm 'UTC'");
}

/** A fact for a decision that lasts, such as a merge. */
export interface RecentFact {
  outcome: FactOutcome;
  /** If it counts although its source fails. */
  held?: { asOf: string; reason: string };
}

/**
 * As {@link toOutcome}, but unknown if it is unconfirmed for too long. At any age, a collected fact counts while it is
 * fresh, and a pushed one until it expires.
 */
export function toRecentFact(
  definition: FactDefinition,
  fact: StoredFact | undefined,
  options: { maxAgeMs: number; now: DateTime },
): RecentFact {
  const outcome = toOutcome(definition, fact);
  if (outcome.status !== 'known' || fact?.status !== 'known') {
    return { outcome };
  }
  const { maxAgeMs, now } = options;
  if (fact.expiresAt && Date.parse(fact.expiresAt) <= now.toMillis()) {
    const reason = `${definition.title}: it has expired.`;
    return { outcome: { status: 'unknown', reason } };
  }
  const asOf = readConfirmation(definition, fact);
  const ageMs = now.toMillis() - Date.parse(asOf);
  if (ageMs > maxAgeMs && !isFresh(definition, fact, now)) {
    const reason = `${definition.title}: last confirmed ${formatSpan(ageMs)} ago, and the gate takes at most ${formatSpan(maxAgeMs)}; give it with facts, or evaluate the scorecard again once its source answers.`;
    return { outcome: { status: 'unknown', reason } };
  }
  return {
    outcome,
    ...(fact.failing && { held: { asOf, reason: fact.failing.reason } }),
  };
}

function isFresh(
  definition: FactDefinition,
  { failing, dueAt, expiresAt }: KnownFact,
  now: DateTime,
): boolean {
  const freshUntil = failing ? undefined : dueAt;
  const until = definition.origin === 'pushed' ? expiresAt : freshUntil;
  return until !== undefined && Date.parse(until) > now.toMillis();
}

/* The pusher states when a pushed value was true; each call confirms a collected one. */
function readConfirmation(
  definition: FactDefinition,
  { observedAt, collectedAt }: KnownFact,
): string {
  return definition.origin === 'pushed'
    ? (observedAt ?? collectedAt)
    : collectedAt;
}

function formatSpan(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  return minutes < 120
    ? `${minutes} minutes`
    : `${Math.floor(minutes / 60)} hours`;
}

/** The source for evidence. A pusher can state any source, so the text names the pusher first. */
export function describeSource({
  source,
  pushedBy,
}: Pick<KnownFact, 'source' | 'pushedBy'>): string {
  return pushedBy === undefined
    ? source
    : `pushed by ${pushedBy}, source as stated: ${source}`;
}

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
        collectedAt: readConfirmation(definition, fact),
        ...(definition.origin === 'pushed'
          ? { expiresAt: fact.expiresAt, pushedBy: fact.pushedBy }
          : toFailureFields(definition.graceMs, fact)),
      };
    case 'unknown':
      return {
        ...named,
        status: 'unknown',
        reason: formatReason(fact),
        triedAt: fact.triedAt,
        // Absent if it is due at once, so that the answer does not change while nothing happens.
        nextTryAt:
          definition.origin === 'collected' && fact.dueAt > fact.triedAt
            ? fact.dueAt
            : undefined,
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

/** The failure of the source, and when the value becomes unknown. */
function toFailureFields(
  graceMs: number,
  { failing, dueAt }: KnownFact,
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
