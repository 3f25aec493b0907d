import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CompiledCheck } from './compileCheck';
import { explainSelection } from './describeFilter';
import { toPlainText, toText } from './expressions/toText';
import { toVariables, Variables } from './expressions/variables';
import { collectFindingEvidence } from './findings/collectFindingEvidence';
import { Cause, decideByFindings } from './findings/decideByFindings';
import { explainFileProblem } from './findings/explainFileProblem';
import { FindingTrace, repositoryFact } from './findings/trace';
import { GateResult } from './gate';
import { noLevel } from './rulePack';
import { PlacedCheck, Rules } from './rules';
import {
  CheckResult,
  CheckState,
  Remediation,
  Scorecard,
  StateCounts,
} from './schemas';
import { isOver, Subject, WaiverFacts } from './subject';

/** The result of evaluating an entity. @public */
export interface Evaluation {
  /** The highest level reached, or `none`. */
  level: string;
  /** Position of the level, 1 for the lowest; 0 for `none`. */
  levelRank: number;
  /** Weighted share of passed checks among passed, failed and waived ones, 0..100. */
  score: number;
  counts: StateCounts;
  /** Lowest level first, then in the order of packs and files. */
  results: CheckResult[];
  /** The packs that apply to the entity. */
  packs: Scorecard['packs'];
}

/** Whether the entity has a scorecard, because a pack applies to it. @public */
export function hasScorecard(rules: Rules, entity: Entity): boolean {
  return rules.packs.some(pack => pack.applies(entity));
}

function findWaiver(
  { waivers, now }: Subject,
  checkId: string,
): WaiverFacts | undefined {
  return waivers.find(
    waiver => waiver.checkId === checkId && !isOver(waiver, now),
  );
}

/** Longer texts do not fit into a form. */
const maxTemplateValueLength = 1000;

/** Values for the form of the template, without values that cannot be computed. */
function fillTemplateValues(
  { templateValues }: CompiledCheck,
  variables: Variables,
): Record<string, string> {
  return Object.fromEntries(
    templateValues.flatMap(({ name, expression }) => {
      const outcome = expression.evaluate(variables);
      const text =
        outcome.status === 'value' ? toPlainText(outcome.value) : undefined;
      return text === undefined || text.length > maxTemplateValueLength
        ? []
        : [[name, text]];
    }),
  );
}

function fillRemediation(
  check: CompiledCheck,
  variables: Variables,
): Remediation {
  const { template, ...advice } = check.definition.remediation;
  return template
    ? {
        ...advice,
        template: {
          ref: template.ref,
          values: fillTemplateValues(check, variables),
        },
      }
    : advice;
}

function collectEvidence(
  check: CompiledCheck,
  variables: Variables,
): CheckResult['evidence'] {
  return check.evidence.map(({ name, expression }) => {
    const outcome = expression.evaluate(variables);
    return {
      name,
      value: outcome.status === 'value' ? toText(outcome.value) : 'unknown',
    };
  });
}

type Verdict =
  | { state: 'pass' | 'not-applicable' }
  | ({ state: 'unknown'; fact?: string; details?: string } & Cause)
  | Pick<CheckResult & { state: 'fail' }, 'state' | 'remediation'>
  | Pick<CheckResult & { state: 'waived' }, 'state' | 'remediation' | 'waiver'>;

/** The probes in the fact `repository`. */
interface ProbedRepository {
  probes?: Record<string, { path: string; problem?: string; line?: number }[]>;
}

/** What the checks of one entity share. */
interface Evidence {
  subject: Subject;
  variables: Variables;
  trace: FindingTrace;
}

/** For errors that only the author of the rule can correct. */
const doesNotFit =
  'This rule does not fit the data of this service. The platform team can correct it.';

/** The first file of the probes in an expression that could not be read, and so has no content. */
function findUnreadProbe(
  { reads }: CompiledCheck['expression'],
  { facts }: Subject,
): Cause | undefined {
  const fact = facts[repositoryFact];
  const { probes = {} } = (
    fact?.status === 'known' ? fact.value : {}
  ) as ProbedRepository;
  const unread = Object.entries(probes)
    .flatMap(([id, entries]) => (reads.texts.has(id) ? entries : []))
    .find(({ problem }) => problem !== undefined);
  return (
    unread && {
      reason: explainFileProblem(unread.path, {
        ...unread,
        problem: unread.problem!,
      }),
      file: unread.path,
      ...(unread.line !== undefined && { line: unread.line }),
    }
  );
}

function judge(
  check: CompiledCheck,
  { subject, variables, trace }: Evidence,
): Verdict {
  trace.takeRead();
  const outcome = check.expression.evaluate(variables);
  if (outcome.status === 'unknown') {
    const { reason, fact, place, failed } = outcome;
    if (!failed) {
      return {
        state: 'unknown',
        reason,
        ...(fact !== undefined && { fact }),
        ...place,
      };
    }
    const unread =
      failed.missingKey === 'content'
        ? findUnreadProbe(check.expression, subject)
        : undefined;
    return {
      state: 'unknown',
      ...(unread ?? { reason: doesNotFit }),
      details: reason,
    };
  }
  if (typeof outcome.value !== 'boolean') {
    return {
      state: 'unknown',
      reason: doesNotFit,
      details: `The expression results in ${toText(
        outcome.value,
      )}, which is neither true nor false`,
    };
  }
  const read = trace.takeRead();
  const decision =
    read.length > 0
      ? decideByFindings(outcome.value, read, trace.findings, subject.entity)
      : { state: outcome.value ? ('pass' as const) : ('fail' as const) };
  switch (decision.state) {
    case 'unknown':
      return decision;
    case 'fail':
      break;
    default:
      return { state: decision.state };
  }
  const remediation = fillRemediation(check, variables);
  const waiver = findWaiver(subject, check.definition.id);
  if (!waiver) {
    return { state: 'fail', remediation };
  }
  const { id, reason, requestedBy, approvedBy, expiresAt } = waiver;
  return {
    state: 'waived',
    remediation,
    waiver: { id, reason, requestedBy, approvedBy, expiresAt },
  };
}

function evaluateCheck(
  check: CompiledCheck,
  shared: Evidence,
  applies: boolean,
): CheckResult {
  const { id, title, track, level, weight, advisory } = check.definition;
  const verdict = applies
    ? judge(check, shared)
    : { state: 'not-applicable' as const };
  const result = {
    checkId: id,
    title,
    track,
    level,
    weight,
    facts: check.facts,
    evidence: applies
      ? [
          ...collectEvidence(check, shared.variables),
          ...collectFindingEvidence(check.queries, verdict.state, shared),
        ]
      : [],
    ...(advisory && { advisory }),
  };
  // Twenty times as fast as spreading, which matters for each check of each entity.
  return Object.assign(result, verdict);
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

const decided: CheckState[] = ['pass', 'fail', 'waived'];

const isBinding = ({ advisory }: Pick<CheckResult, 'advisory'>) => !advisory;

/** Whether a result blocks its level. @public */
export function blocksLevel(
  result: Pick<CheckResult, 'state' | 'advisory'>,
): boolean {
  return isBinding(result) && !isSatisfied(result.state);
}

/* The score ignores not applicable and unknown checks. Without any decided check it is 0. */
function computeScore(results: CheckResult[]): number {
  let passedWeight = 0;
  let decidedWeight = 0;
  for (const { state, weight } of results.filter(isBinding)) {
    passedWeight += state === 'pass' ? weight : 0;
    decidedWeight += decided.includes(state) ? weight : 0;
  }
  return decidedWeight > 0 ? (100 * passedWeight) / decidedWeight : 0;
}

const satisfied: CheckState[] = ['pass', 'waived', 'not-applicable'];

/** Whether a check in this state does not block a level. @public */
export function isSatisfied(state: CheckState): boolean {
  return satisfied.includes(state);
}

/*
 * An entity reaches a level without applicable checks together with the one below. Without any applicable check, it
 * reaches no level.
 */
function computeLevelRank(rules: Rules, all: CheckResult[]): number {
  const results = all.filter(isBinding);
  if (results.every(({ state }) => state === 'not-applicable')) {
    return 0;
  }
  const firstMissed = results.find(blocksLevel);
  return firstMissed
    ? rules.levels.findIndex(({ id }) => id === firstMissed.level)
    : rules.levels.length;
}

/**
 * Evaluates all checks of the packs that apply to the entity; undefined if no pack does.
 *
 * A check is `not-applicable` if its filter does not match the entity or it has no subject in the repository, `unknown`
 * if its expression cannot be evaluated (a missing key, a wrong type, an unknown fact, too much work), and `waived` if it
 * fails and a waiver is active. The level is the highest one for which all checks, including the checks of lower levels, pass, are waived or do
 * not apply.
 *
 * @public
 */
export function evaluate(
  rules: Rules,
  subject: Subject,
): Evaluation | undefined {
  const { entity } = subject;
  const selected = rules.packs.map(pack => pack.applies(entity));
  if (!selected.includes(true)) {
    return undefined;
  }
  const trace = new FindingTrace(subject);
  const variables = toVariables(subject, rules.facts, trace);
  const shared = { subject, variables, trace };
  const applied: boolean[] = [];
  const applies = ({ filter }: PlacedCheck) =>
    filter === undefined || (applied[filter] ??= rules.filters[filter](entity));
  const results = rules.order
    .filter(({ pack }) => selected[pack])
    .map(placed => evaluateCheck(placed.check, shared, applies(placed)));
  const levelRank = computeLevelRank(rules, results);
  return {
    level: levelRank > 0 ? rules.levels[levelRank - 1].id : noLevel,
    levelRank,
    score: computeScore(results),
    counts: countStates(results),
    results,
    packs: rules.packs.flatMap(({ reference }, index) =>
      selected[index] ? [reference] : [],
    ),
  };
}

/**
 * The verdict of the gate: whether an entity reaches the required level.
 *
 * @throws InputError if there is no such level, or no rule pack applies to the entity
 * @public
 */
export function decideGate(
  rules: Rules,
  subject: Subject,
  minLevel: string,
): GateResult {
  const minRank = requireLevelRank(rules, minLevel);
  const entityRef = stringifyEntityRef(subject.entity);
  const evaluation = evaluate(rules, subject);
  if (!evaluation) {
    throw new InputError(
      `entity: there is no verdict; ${explainSelection(rules, subject.entity)}`,
    );
  }
  const { level, levelRank, packs, results } = evaluation;
  const needed = rules.levels.slice(0, minRank).map(({ id }) => id);
  return {
    verdict: levelRank >= minRank ? 'allow' : 'deny',
    entityRef,
    level,
    minLevel,
    packs,
    results,
    blocking: results
      .filter(result => needed.includes(result.level) && blocksLevel(result))
      .map(({ checkId }) => checkId),
  };
}

function requireLevelRank({ levels }: Rules, level: string): number {
  const index = levels.findIndex(({ id }) => id === level);
  if (index === -1) {
    throw new InputError(
      `minLevel: ${JSON.stringify(level)} is not a level, use one of ${levels.map(({ id }) => id).join(', ')}`,
    );
  }
  return index + 1;
}
