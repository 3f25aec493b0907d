import { Advice } from '../../advisor/explain/advice';
import {
  canBeOvertaken,
  Evidence,
  getOptionTitle,
  listEvidence,
} from '../../advisor/explain/evidence';
import { getCorePattern, Pattern } from '../../advisor/profile/patterns';
import { Placement } from '../../advisor/profile/placements';
import {
  formatChance,
  formatDate,
  formatMoney,
  formatPlural,
  formatQuantity,
  formatShare,
} from '../../advisor/quantities/format';
import { distanceTo } from '../../measurements/evaluateFlips';
import { Measured } from '../../measurements/schemas';
import {
  describeMissedLatency,
  describeModelLatency,
  describePatternLatency,
  describeVetoes,
} from '../limits';
import { relateDecision, StandingSource } from './relateDecision';
import { Standing, standingIds, standingTitles } from './schema';

const dayMs = 86_400_000;

/** A decision compared with measurements. @public */
export interface StandingComparison {
  measured: Pick<
    Measured,
    | 'status'
    | 'changedChoices'
    | 'since'
    | 'measured'
    | 'near'
    | 'crossed'
    | 'conditions'
  >;
  /** Days after which a different measured recommendation ends the decision. */
  staleAfterDays: number;
  now: Date;
}

type MeasuredPart = StandingComparison['measured'];

/** A choice that the decision overrides. */
interface Override {
  evidence: Evidence;
  decidedTitle: string;
  overrides: NonNullable<Standing['overrides']>;
}

/** Computes the standing of a decision. Without a decision, it is the standing of the recommendation. Pure. @public */
export function computeStanding(
  source: StandingSource,
  comparison?: StandingComparison,
): Standing {
  const evidence = listEvidence(source.advice);
  const override = findOverride(source, evidence);
  const measured = comparison?.measured;
  const found =
    (comparison && findNoLongerHolds(comparison)) ??
    findMissedLimit(source, measured, evidence) ??
    findTie(measured) ??
    findNearChange(measured);
  if (!override) {
    return found ?? judgeEvidence(evidence);
  }
  const { decidedTitle, overrides } = override;
  const title = override.evidence.first!.title;
  const standing = found ?? judgeEvidence(evidence, override.evidence);
  return {
    ...standing,
    text: standing.text.includes(title)
      ? `${standing.text} · decided: ${decidedTitle}`
      : `${standing.text} · decided: ${decidedTitle} instead of ${title}`,
    overrides,
  };
}

function findNoLongerHolds({
  measured,
  staleAfterDays,
  now,
}: StandingComparison): Standing | undefined {
  const change = describeChange(measured);
  return change && isLongAgo(change.since, staleAfterDays, now)
    ? {
        id: 'no-longer-holds',
        chance: change.chance,
        text: `${standingTitles['no-longer-holds']}: ${change.text}`,
      }
    : undefined;
}

/**
 * Whether a day was at least a number of days ago.
 *
 * @param since - ISO 8601
 * @public
 */
export function isLongAgo(since: string, days: number, now: Date): boolean {
  return Date.parse(since.slice(0, 10)) <= now.getTime() - days * dayMs;
}

/** The clearly different recommendation with measured values. */
function describeChange(measured: MeasuredPart | undefined) {
  const [choice] = measured?.changedChoices ?? [];
  const first = measured?.measured?.evidence.find(
    each => each.choice === choice,
  )?.first;
  const since = measured?.since;
  return first && since
    ? {
        since,
        chance: first.chance,
        text: `${first.title} ${formatChance(first.chance)} with measured values since ${formatDate(since)}`,
      }
    : undefined;
}

function findMissedLimit(
  { advice, decision }: StandingSource,
  measured: MeasuredPart | undefined,
  evidence: readonly Evidence[],
): Standing | undefined {
  const requirement = measured?.conditions.find(
    ({ from, value }) => from === 'requirement' && value !== undefined,
  );
  const late = requirement?.state === 'reached' ? requirement : undefined;
  const isMet =
    requirement !== undefined && requirement.value! <= requirement.threshold!;
  const missed =
    (late &&
      describeMissedLatency(
        advice.languageModel ? 'p95' : 'p99',
        late.value!,
        late.threshold!,
      )) ??
    evidence
      .map(each => describeMissedLimit(advice, decision, each, isMet))
      .find(text => text !== undefined);
  return missed === undefined
    ? undefined
    : {
        id: 'misses-requirement',
        text: `${standingTitles['misses-requirement']}: ${missed}`,
      };
}

/**
 * The limit that the decided option is predicted to miss, or else the recommended one.
 *
 * @param isLatencyMet - whether measurements contradict a prediction that is too slow
 */
function describeMissedLimit(
  advice: Advice,
  decision: StandingSource['decision'],
  { choice, verdict }: Evidence,
  isLatencyMet: boolean,
): string | undefined {
  const chosen =
    decision?.[choice] ??
    (verdict === 'not-enough-answers'
      ? undefined
      : advice.recommendation[choice]);
  if (chosen === undefined) {
    return verdict === 'nothing-eligible'
      ? 'every placement of the language model is ruled out'
      : undefined;
  }
  if (choice === 'placement') {
    const placement = chosen as Placement;
    return (
      describeVetoes(
        advice.placements?.find(ranked => ranked.placement === placement)
          ?.vetoes ?? [],
        getOptionTitle(placement),
      )[0] ??
      (isLatencyMet
        ? undefined
        : describeModelLatency(
            advice.languageModel!.latency.perPlacement[placement],
          ).missed)
    );
  }
  const pattern = chosen as Pattern;
  const core = getCorePattern(pattern, advice.recommendation, advice.ranking);
  const { perPattern } = advice.latency;
  return (
    describeVetoes(
      advice.ranking.find(ranked => ranked.pattern === core)?.vetoes ?? [],
      getOptionTitle(core),
    )[0] ??
    (isLatencyMet
      ? undefined
      : describePatternLatency(perPattern[pattern] ?? perPattern[core]).missed)
  );
}

function findTie(measured: MeasuredPart | undefined): Standing | undefined {
  const close = measured?.measured?.evidence.find(
    ({ verdict, first }) => verdict === 'close' && first,
  );
  if (!close) {
    return undefined;
  }
  const options = [close.first, close.second].flatMap(option =>
    option
      ? `${option.title} ${formatChance(option.chance)}${
          option.monthly === undefined
            ? ''
            : ` (${formatMoney(option.monthly)}/month)`
        }`
      : [],
  );
  return {
    id: 'tie',
    chance: close.first!.chance,
    text: `${standingTitles.tie}: ${options.join(', ')}`,
  };
}

function findNearChange(
  measured: MeasuredPart | undefined,
): Standing | undefined {
  if (!measured) {
    return undefined;
  }
  const change = describeChange(measured);
  if (change) {
    return {
      id: 'near-change',
      chance: change.chance,
      text: `${standingTitles['near-change']}: ${change.text}`,
    };
  }
  const [near] = measured.near;
  const [crossed] = measured.crossed;
  const conditions = measured.conditions.filter(
    ({ from }) => from !== 'requirement',
  );
  const condition =
    conditions.find(({ state }) => state === 'reached') ??
    conditions.find(({ state }) => state === 'near');
  let text: string | undefined;
  if (crossed) {
    text = `${crossed.text} (now ${formatQuantity(crossed.value, crossed.unit)})`;
  } else if (near) {
    text = `${near.text} (now ${formatQuantity(near.value, near.unit)}, ${formatShare(distanceTo(near))} away)`;
  } else if (condition) {
    const { value, unit } = condition;
    const now =
      value === undefined ? '' : ` (now ${formatQuantity(value, unit ?? '')})`;
    text = `${condition.text.replace(/\.$/, '')}${now}`;
  }
  return text === undefined
    ? undefined
    : {
        id: 'near-change',
        text: `${standingTitles['near-change']}: ${text}`,
      };
}

/** The choice whose evidence is weakest decides; among equals the overridden one, then the least likely one. */
function judgeEvidence(
  evidence: readonly Evidence[],
  overridden?: Evidence,
): Standing {
  const ids = evidence.map(toStandingId);
  const id = ids.toSorted(
    (a, b) => standingIds.indexOf(a) - standingIds.indexOf(b),
  )[0];
  const same = evidence.filter((_, index) => ids[index] === id);
  const chances = same.map(({ first }) => first?.chance ?? 0);
  const shown =
    same.find(each => each === overridden) ??
    same[chances.indexOf(Math.min(...chances))];
  const { first, second } = shown;
  const chance = first?.chance;
  if (id === 'not-enough-answers' || !first || chance === undefined) {
    const next = new Set(same.flatMap(({ nextAnswers }) => nextAnswers));
    return {
      id: 'not-enough-answers',
      text:
        next.size === 0
          ? 'Answer more questions'
          : `Answer ${formatPlural(next.size, 'more question', 'more questions')}`,
    };
  }
  if (id === 'close') {
    return { id, chance, text: describeClose(first, second) };
  }
  const open = id === 'clear' ? 0 : shown.openAnswers.length;
  return {
    id,
    chance,
    text: [
      `${standingTitles[id]}${shown === overridden ? ` for ${first.title}` : ''}, ${formatChance(chance)}`,
      ...(open > 0
        ? [
            `${formatPlural(open, 'open question', 'open questions')} could change it`,
          ]
        : []),
    ].join(' · '),
  };
}

function toStandingId(
  evidence: Evidence,
): 'not-enough-answers' | 'close' | 'clear-so-far' | 'clear' {
  switch (evidence.verdict) {
    case 'clear':
      return canBeOvertaken(evidence) ? 'clear-so-far' : 'clear';
    case 'close':
      return 'close';
    default:
      return 'not-enough-answers';
  }
}

function describeClose(
  first: NonNullable<Evidence['first']>,
  second: Evidence['second'],
): string {
  const named = [first, second].flatMap(option =>
    option ? `${option.title} ${formatChance(option.chance)}` : [],
  );
  // The difference between the numbers as shown.
  const points =
    second &&
    Math.abs(Math.round(first.chance * 100) - Math.round(second.chance * 100));
  return [
    `${standingTitles.close}: ${named.join(', ')}`,
    ...(points === undefined
      ? []
      : [`${formatPlural(points, 'point', 'points')} apart`]),
  ].join(' · ');
}

/** The first choice that the decision overrides. */
function findOverride(
  source: StandingSource,
  evidence: readonly Evidence[],
): Override | undefined {
  const overridden = evidence.find(
    ({ choice }) => relateDecision(source, choice) === 'override',
  );
  if (!overridden) {
    return undefined;
  }
  const [pattern, placement] = evidence.map(({ first }) => first?.id);
  return {
    evidence: overridden,
    decidedTitle: getOptionTitle(source.decision![overridden.choice]!),
    overrides: {
      pattern: pattern as Pattern,
      ...(placement && { placement: placement as Placement }),
      chance: overridden.first!.chance,
    },
  };
}
