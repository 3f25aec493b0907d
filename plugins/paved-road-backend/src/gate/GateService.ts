import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  AssessmentFacts,
  FactOutcome,
  GateRequest,
  GateResult,
  parseInput,
  WaiverFacts,
} from '@paved-road/plugin-paved-road-common';
import { decideGate } from '@paved-road/plugin-paved-road-common/rules';
import { DateTime } from 'luxon';
import { AssessmentService } from '../assessments/AssessmentService';
import { FactCollectors } from '../facts/FactCollectors';
import { FactSource } from '../facts/FactStore';
import { Caller } from '../http/Caller';
import { RulesSource } from '../rules/types';
import { AssessmentFactsSource, WaiverFactsSource } from '../scorecards/types';
import { Candidate, CandidateReader } from './CandidateReader';

/** The facts for a verdict: the given ones first, then the stored ones. */
export class GateFacts {
  readonly #collectors: FactCollectors;
  readonly #source: FactSource;

  constructor(options: { collectors: FactCollectors; source: FactSource }) {
    this.#collectors = options.collectors;
    this.#source = options.source;
  }

  /**
   * @param given - values by the name of their fact
   * @param stored - the entity in the catalog; only its facts are known
   * @throws InputError if there is no such fact, or a value does not match its schema
   */
  async of(
    given: Record<string, unknown>,
    stored: Entity | undefined,
  ): Promise<Record<string, FactOutcome>> {
    const outcomes = {
      ...this.#unknown(),
      ...(stored && (await this.#storedOf(stringifyEntityRef(stored)))),
    };
    for (const [name, value] of Object.entries(given)) {
      outcomes[name] = { status: 'known', value: this.#parse(name, value) };
    }
    return outcomes;
  }

  #unknown(): Record<string, FactOutcome> {
    return Object.fromEntries(
      this.#collectors
        .definitions()
        .map(({ id, title }) => [
          id,
          { status: 'unknown', reason: `${title}: not given.` },
        ]),
    );
  }

  async #storedOf(entityRef: string): Promise<Record<string, FactOutcome>> {
    return (await this.#source.factsFor([entityRef])).get(entityRef) ?? {};
  }

  #parse(name: string, value: unknown): unknown {
    const fact = this.#collectors.definition(name);
    if (!fact) {
      throw new InputError(
        `facts.${name}: there is no such fact, use one of ${this.#collectors
          .definitions()
          .map(({ id }) => id)
          .join(', ')}`,
      );
    }
    return parseInput(fact.schema, value, `facts.${name}`);
  }
}

/**
 * The verdict on an entity as its checkout describes it, by the rules of scorecards. Nothing is stored. For an entity
 * hidden from the caller, only the sent data counts, as if it were new.
 */
export class GateService {
  readonly #rules: RulesSource;
  readonly #candidates: CandidateReader;
  readonly #facts: GateFacts;
  readonly #assessments: AssessmentFactsSource;
  readonly #waivers: WaiverFactsSource;
  readonly #drafts: Pick<AssessmentService, 'preview'>;

  constructor(options: {
    rules: RulesSource;
    candidates: CandidateReader;
    facts: GateFacts;
    assessments: AssessmentFactsSource;
    waivers: WaiverFactsSource;
    drafts: Pick<AssessmentService, 'preview'>;
  }) {
    this.#rules = options.rules;
    this.#candidates = options.candidates;
    this.#facts = options.facts;
    this.#assessments = options.assessments;
    this.#waivers = options.waivers;
    this.#drafts = options.drafts;
  }

  /** @throws InputError if rules cannot judge the entity, or a part of the request is invalid */
  async check(request: GateRequest, caller: Caller): Promise<GateResult> {
    const { rules, target } = this.#rules.current();
    const candidate = await this.#candidates.read(request, caller);
    const { entity, relations, stored } = candidate;
    const [facts, assessment, waivers] = await Promise.all([
      this.#facts.of(request.facts, stored),
      this.#assessmentOf(candidate, request.assessment, caller),
      this.#waiversOf(candidate),
    ]);
    return decideGate(
      rules,
      {
        entity,
        relations,
        assessment,
        facts,
        waivers,
        now: DateTime.utc().toJSDate(),
      },
      request.minLevel ?? target.level,
    );
  }

  /** The one that counts, or else the planned one. */
  async #assessmentOf(
    { entity, stored }: Candidate,
    proposed: GateRequest['assessment'],
    caller: Caller,
  ): Promise<AssessmentFacts | undefined> {
    if (stored) {
      const entityRef = stringifyEntityRef(stored);
      const counting = await this.#assessments.factsFor([entityRef]);
      if (counting.has(entityRef)) {
        return counting.get(entityRef);
      }
    }
    return proposed && (await this.#drafts.preview(entity, proposed, caller));
  }

  /** The active ones; a new entity has none. */
  async #waiversOf({ stored }: Candidate): Promise<WaiverFacts[]> {
    if (!stored) {
      return [];
    }
    const entityRef = stringifyEntityRef(stored);
    const inForce = await this.#waivers.inForce([entityRef]);
    return inForce.get(entityRef) ?? [];
  }
}
