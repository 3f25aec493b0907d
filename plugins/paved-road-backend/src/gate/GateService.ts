import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  AssessmentFacts,
  CheckResult,
  evaluate,
  Evaluation,
  GateRequest,
  GateResult,
  Rules,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { AssessmentDrafts } from '../assessments/AssessmentDrafts';
import { Caller } from '../http/Caller';
import { RulesSource } from '../rules/types';
import { AssessmentFactsSource } from '../scorecards/types';
import { Candidate, CandidateReader } from './CandidateReader';
import { GateFacts } from './GateFacts';

/**
 * The verdict on an entity as its checkout describes it, by the rules of scorecards. Nothing is stored. Of an entity
 * that the caller may not see it uses nothing but what the caller sends, as if it were new.
 */
export class GateService {
  readonly #rules: RulesSource;
  readonly #candidates: CandidateReader;
  readonly #facts: GateFacts;
  readonly #assessments: AssessmentFactsSource;
  readonly #drafts: Pick<AssessmentDrafts, 'preview'>;

  constructor(options: {
    rules: RulesSource;
    candidates: CandidateReader;
    facts: GateFacts;
    assessments: AssessmentFactsSource;
    drafts: Pick<AssessmentDrafts, 'preview'>;
  }) {
    this.#rules = options.rules;
    this.#candidates = options.candidates;
    this.#facts = options.facts;
    this.#assessments = options.assessments;
    this.#drafts = options.drafts;
  }

  /** @throws InputError when the entity is not one that rules can judge, or a part of the request is not valid */
  async check(request: GateRequest, caller: Caller): Promise<GateResult> {
    const { rules, target } = this.#rules.current();
    const minLevel = request.minLevel ?? target.level;
    const minRank = rankOf(rules, minLevel);
    const candidate = await this.#candidates.read(request, caller);
    const { entity, relations, stored } = candidate;
    const entityRef = stringifyEntityRef(entity);
    const [facts, assessment] = await Promise.all([
      this.#facts.of(request.facts, stored),
      this.#assessmentOf(candidate, request.assessment, caller),
    ]);
    const evaluation = evaluate(rules, {
      entity,
      relations,
      assessment,
      facts,
      waivers: [],
      now: DateTime.utc().toJSDate(),
    });
    if (!evaluation) {
      throw new InputError(
        `entity: no rule pack selects ${entityRef}, so there is no verdict on it (active: ${rules.packs
          .map(({ reference }) => reference.name)
          .join(', ')})`,
      );
    }
    return toResult({ entityRef, evaluation, rules, minLevel, minRank });
  }

  /** The one that counts, else the one that is going to be made. */
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
}

/** @throws InputError when there is no such level */
function rankOf({ levels }: Rules, level: string): number {
  const index = levels.findIndex(({ id }) => id === level);
  if (index === -1) {
    throw new InputError(
      `minLevel: ${JSON.stringify(level)} is not a level, use one of ${levels.map(({ id }) => id).join(', ')}`,
    );
  }
  return index + 1;
}

function toResult(options: {
  entityRef: string;
  evaluation: Evaluation;
  rules: Rules;
  minLevel: string;
  minRank: number;
}): GateResult {
  const { entityRef, evaluation, rules, minLevel, minRank } = options;
  const { level, levelRank, packs, results } = evaluation;
  const needed = rules.levels.slice(0, minRank).map(({ id }) => id);
  const isOpen = ({ state }: CheckResult) =>
    state === 'fail' || state === 'unknown';
  return {
    verdict: levelRank >= minRank ? 'allow' : 'deny',
    entityRef,
    level,
    minLevel,
    packs,
    results,
    blocking: results
      .filter(result => needed.includes(result.level) && isOpen(result))
      .map(({ checkId }) => checkId),
  };
}
