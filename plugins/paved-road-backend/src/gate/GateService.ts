import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  AssessmentFacts,
  FactOutcome,
  GateRequest,
  GateResult,
  HeldFact,
  parseInput,
  Rules,
  WaiverFacts,
} from '@paved-road/plugin-paved-road-common';
import {
  decideGate,
  factsReadBy,
} from '@paved-road/plugin-paved-road-common/rules';
import { DateTime } from 'luxon';
import { AssessmentService } from '../assessments/AssessmentService';
import { LARGEST_VALUE } from '../facts/collectFact';
import { FactCollectors } from '../facts/FactCollectors';
import { FactReader } from '../facts/FactReader';
import { FactStore } from '../facts/FactStore';
import { Caller } from '../http/Caller';
import { RulesSource } from '../rules/types';
import { AssessmentFactsSource, WaiverFactsSource } from '../scorecards/types';
import { Candidate, CandidateReader } from './CandidateReader';
import { RegistrationAccess } from './RegistrationAccess';

/** The facts for a verdict: the given ones first, then the stored ones, if they are not too old. */
export class GateFacts {
  constructor(
    private readonly options: {
      collectors: FactCollectors;
      source: Pick<FactReader, 'recentFactsOf'>;
      maxAgeMs: number;
    },
  ) {}

  /**
   * @param given - values by the name of their fact
   * @param stored - the entity in the catalog; only its facts are known
   * @returns outcomes of all facts, and the facts that hold although their source fails
   * @throws InputError if there is no such fact, or a value does not match its schema
   */
  async of(
    given: Record<string, unknown>,
    stored: Entity | undefined,
  ): Promise<{ outcomes: Record<string, FactOutcome>; held: HeldFact[] }> {
    const outcomes = this.#unknown();
    const held = new Map<string, HeldFact>();
    const recent = stored
      ? await this.options.source.recentFactsOf(stringifyEntityRef(stored), {
          maxAgeMs: this.options.maxAgeMs,
        })
      : [];
    for (const [name, fact] of recent) {
      outcomes[name] = fact.outcome;
      if (fact.held) {
        const { title } = this.options.collectors.definition(name)!;
        held.set(name, { name, title, ...fact.held });
      }
    }
    for (const [name, value] of Object.entries(given)) {
      outcomes[name] = { status: 'known', value: this.#parse(name, value) };
      held.delete(name);
    }
    return { outcomes, held: [...held.values()] };
  }

  /** Whether the portal collects the fact. */
  isCollected(name: string): boolean {
    return this.options.collectors.get(name)?.enabled ?? false;
  }

  #unknown(): Record<string, FactOutcome> {
    return Object.fromEntries(
      this.options.collectors
        .definitions()
        .map(({ id, title }) => [
          id,
          { status: 'unknown', reason: `${title}: not given.` },
        ]),
    );
  }

  #parse(name: string, value: unknown): unknown {
    const fact = this.options.collectors.definition(name);
    if (!fact) {
      throw new InputError(
        `facts.${name}: there is no such fact, use one of ${this.options.collectors
          .definitions()
          .map(({ id }) => id)
          .join(', ')}`,
      );
    }
    return parseInput(fact.schema, value, `facts.${name}`);
  }
}

/**
 * The verdict on an entity as its checkout describes it, by the rules of scorecards. For an entity hidden from the
 * caller, only the sent data counts, as if it were new.
 */
export class GateService {
  constructor(
    private readonly options: {
      rules: RulesSource;
      candidates: CandidateReader;
      facts: GateFacts;
      assessments: AssessmentFactsSource;
      waivers: WaiverFactsSource;
      drafts: Pick<AssessmentService, 'preview'>;
      registration: Pick<RegistrationAccess, 'allows'>;
      store: Pick<FactStore, 'addFirst'>;
    },
  ) {}

  /** @throws InputError if rules cannot judge the entity, or a part of the request is invalid */
  async check(request: GateRequest, caller: Caller): Promise<GateResult> {
    const { rules, target } = this.options.rules.current();
    const candidate = await this.options.candidates.read(request, caller);
    const { entity, relations, stored } = candidate;
    const [facts, assessment, waivers] = await Promise.all([
      this.options.facts.of(request.facts, stored),
      this.#readAssessment(candidate, request.assessment, caller),
      this.#readWaivers(candidate),
    ]);
    const result = decideGate(
      rules,
      {
        entity,
        relations,
        assessment,
        facts: facts.outcomes,
        waivers,
        now: DateTime.utc().toJSDate(),
      },
      request.minLevel ?? target.level,
    );
    if (
      request.register &&
      !stored &&
      result.verdict === 'allow' &&
      (await this.options.registration.allows(result.entityRef, caller))
    ) {
      await this.#keepFacts(result.entityRef, facts.outcomes);
    }
    const heldFacts = findHeldFacts(result, rules, facts.held);
    return heldFacts.length > 0 ? { ...result, heldFacts } : result;
  }

  /** A new entity begins with the facts of its verdict. */
  async #keepFacts(
    entityRef: string,
    outcomes: Record<string, FactOutcome>,
  ): Promise<void> {
    const known = Object.entries(outcomes).flatMap(([name, outcome]) =>
      outcome.status === 'known' &&
      // No collector would replace or delete others.
      this.options.facts.isCollected(name) &&
      Buffer.byteLength(JSON.stringify(outcome.value)) <= LARGEST_VALUE
        ? [{ name, value: outcome.value, source: 'software template' }]
        : [],
    );
    if (known.length > 0) {
      await this.options.store.addFirst(entityRef, known);
    }
  }

  /** The counting assessment, or else the planned one. */
  async #readAssessment(
    { entity, stored }: Candidate,
    proposed: GateRequest['assessment'],
    caller: Caller,
  ): Promise<AssessmentFacts | undefined> {
    if (stored) {
      const entityRef = stringifyEntityRef(stored);
      const counting = await this.options.assessments.factsFor([entityRef]);
      if (counting.has(entityRef)) {
        return counting.get(entityRef);
      }
    }
    return (
      proposed && (await this.options.drafts.preview(entity, proposed, caller))
    );
  }

  /** Waivers in force; a new entity has none. */
  async #readWaivers({ stored }: Candidate): Promise<WaiverFacts[]> {
    if (!stored) {
      return [];
    }
    const entityRef = stringifyEntityRef(stored);
    const inForce = await this.options.waivers.inForce([entityRef]);
    return inForce.get(entityRef) ?? [];
  }
}

/** The held facts that a deciding check reads. */
function findHeldFacts(
  { results }: GateResult,
  { checks }: Rules,
  held: HeldFact[],
): HeldFact[] {
  if (held.length === 0) {
    return held;
  }
  const decided = new Set(
    results
      .filter(({ state }) => state !== 'not-applicable')
      .map(({ checkId }) => checkId),
  );
  const read = new Set(
    checks.filter(({ id }) => decided.has(id)).flatMap(factsReadBy),
  );
  return held.filter(({ name }) => read.has(name));
}
