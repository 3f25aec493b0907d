import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { toText, toVariables, Variables } from './expression';
import { noLevel } from './rulePack';
import { CompiledCheck, Rules } from './rules';
import { CheckResult, Scorecard, StateCounts } from './schemas';
import { RelationFacts, Subject, WaiverFacts } from './subject';

/**
 * What an evaluation finds out about an entity.
 *
 * @public
 */
export interface Evaluation {
  /** The highest level reached, or `none`. */
  level: string;
  /** Position of the level, 1 for the lowest; 0 for `none`. */
  levelRank: number;
  /** Weighted share of passed checks among those decided (pass, fail, waived), 0..100. */
  score: number;
  counts: StateCounts;
  /** Lowest level first, then in the order of packs and files. */
  results: CheckResult[];
  /** The packs whose filter selects the entity. */
  packs: Scorecard['packs'];
}

/**
 * Whether the entity has a scorecard: whether the filter of a pack selects it.
 *
 * @public
 */
export function hasScorecard(rules: Rules, entity: Entity): boolean {
  return rules.packs.some(pack => pack.applies(entity));
}

/**
 * The relations of an entity as rules see them.
 *
 * @param lookup - what is known of a target by its reference: `spec.type` where it has one; undefined
 *   where the target is not in the catalog
 * @public
 */
export function toRelationFacts(
  entity: Entity,
  lookup: (targetRef: string) => { type?: string } | undefined,
): RelationFacts[] {
  return (entity.relations ?? []).map(({ type, targetRef }) => {
    const target = lookup(targetRef);
    return {
      type,
      targetRef,
      target: {
        ...parseEntityRef(targetRef),
        exists: target !== undefined,
        ...(target?.type !== undefined && { type: target.type }),
      },
    };
  });
}

function findWaiver(
  { waivers, now }: Subject,
  checkId: string,
): WaiverFacts | undefined {
  return waivers.find(
    waiver =>
      waiver.checkId === checkId &&
      new Date(waiver.expiresAt).getTime() > now.getTime(),
  );
}

function evaluateCheck(
  check: CompiledCheck,
  subject: Subject,
  variables: Variables,
): CheckResult {
  const { id, title, track, level, weight, remediation } = check.definition;
  const base = { checkId: id, title, track, level, weight, facts: [] };
  if (!check.applies(subject.entity)) {
    return { ...base, evidence: [], state: 'not-applicable' };
  }

  const evidence = check.evidence.map(({ name, expression }) => {
    const outcome = expression.evaluate(variables);
    return {
      name,
      value: outcome.status === 'value' ? toText(outcome.value) : 'unknown',
    };
  });
  const outcome = check.expression.evaluate(variables);
  if (outcome.status === 'unknown') {
    return { ...base, evidence, state: 'unknown', reason: outcome.reason };
  }
  if (typeof outcome.value !== 'boolean') {
    return {
      ...base,
      evidence,
      state: 'unknown',
      reason: `The expression results in ${toText(
        outcome.value,
      )}, which is neither true nor false`,
    };
  }
  if (outcome.value) {
    return { ...base, evidence, state: 'pass' };
  }
  const waiver = findWaiver(subject, id);
  if (waiver) {
    const { reason, approvedBy, expiresAt } = waiver;
    return {
      ...base,
      evidence,
      state: 'waived',
      remediation,
      waiver: { reason, approvedBy, expiresAt },
    };
  }
  return { ...base, evidence, state: 'fail', remediation };
}

function countStates(results: CheckResult[]): StateCounts {
  const counts: StateCounts = {
    pass: 0,
    fail: 0,
    waived: 0,
    'not-applicable': 0,
    unknown: 0,
  };
  for (const { state } of results) {
    counts[state] += 1;
  }
  return counts;
}

/*
 * A check that does not apply has no part in the score, and an unknown one is not averaged away. 0
 * where no weight is decided: nothing has been shown.
 */
function scoreOf(results: CheckResult[]): number {
  const weightOf = (...states: CheckResult['state'][]) =>
    results
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { weight }) => sum + weight, 0);
  const decided = weightOf('pass', 'fail', 'waived');
  return decided > 0 ? (100 * weightOf('pass')) / decided : 0;
}

const satisfied: CheckResult['state'][] = ['pass', 'waived', 'not-applicable'];

/*
 * A level to which no check applies is reached with the one below it; but nothing is reached by an
 * entity to which no check applies at all.
 */
function rankOf(rules: Rules, results: CheckResult[]): number {
  if (results.every(({ state }) => state === 'not-applicable')) {
    return 0;
  }
  const firstMissed = rules.levels.findIndex(({ id }) =>
    results.some(
      ({ level, state }) => level === id && !satisfied.includes(state),
    ),
  );
  return firstMissed === -1 ? rules.levels.length : firstMissed;
}

/**
 * Evaluates all checks of the packs that select the entity; undefined when none does.
 *
 * A check is `not-applicable` when its filter does not select the entity, `unknown` when its
 * expression cannot be evaluated (a missing key, a wrong type), and `waived` when it fails and a
 * waiver is in force. The level is the highest one whose checks, and all below it, are passed or
 * waived.
 *
 * @public
 */
export function evaluate(
  rules: Rules,
  subject: Subject,
): Evaluation | undefined {
  const packs = rules.packs.filter(pack => pack.applies(subject.entity));
  if (!packs.length) {
    return undefined;
  }
  const variables = toVariables(subject);
  const rank = new Map(rules.levels.map(({ id }, index) => [id, index]));
  const results = packs
    .flatMap(({ checks }) => checks)
    .map(check => evaluateCheck(check, subject, variables))
    .sort((a, b) => rank.get(a.level)! - rank.get(b.level)!);
  const levelRank = rankOf(rules, results);
  return {
    level: levelRank > 0 ? rules.levels[levelRank - 1].id : noLevel,
    levelRank,
    score: scoreOf(results),
    counts: countStates(results),
    results,
    packs: packs.map(({ reference }) => reference),
  };
}
