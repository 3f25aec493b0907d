import { CostEstimate } from '../../advisor/advice';
import { DecisionModel } from '../../advisor/DecisionModel';
import { immaterialCost } from '../../advisor/fit/supply';
import { Pattern } from '../../advisor/patterns';
import { Placement } from '../../advisor/placement/placements';
import { PlacementCost } from '../../advisor/placement/schemas';
import { AssumptionSet } from '../../advisor/quantities/AssumptionSet';
import { formatMoney } from '../../advisor/quantities/format';
import { DecisionRecordSubject, RecordSource } from './subject';
import { Side } from './texts';

type Estimated = Extract<CostEstimate, { status: 'estimated' }>;
type EstimatedPlacement = Extract<PlacementCost, { status: 'estimated' }>;

/** Up to this many times the cheapest, a cost is as good as the cheapest. */
const AS_GOOD = 1.1;
/** From this many times the cheapest, a cost that matters beside the team speaks against a pattern. */
const CLEARLY_MORE = 1.5;
/** From here on a cost is a multiple, which nobody calls good however small it is. */
const MULTIPLE = 2;
/** A part of a cost is told where it is so much of the whole. */
const TELLING_PART = 0.05;

/** A cost beside the cheapest that is eligible. */
export interface ComparedCost<C = Estimated> {
  cost: C;
  side: Side;
  /** "1.8 times the cheapest at $251" */
  text: string;
}

/** What a pattern costs, and how good that is; undefined where it has no price. */
export function comparedCost(
  { subject, model }: RecordSource,
  pattern: Pattern,
): ComparedCost | undefined {
  const cost = subject.advice.cost.perPattern[pattern];
  if (cost?.status !== 'estimated') {
    return undefined;
  }
  const { mid } = cost.monthly;
  const out = subject.advice.ranking.filter(({ eligible }) => !eligible);
  const cheapest = findCheapest(
    subject.advice.cost.perPattern,
    out.map(ranked => ranked.pattern),
  );
  return {
    cost,
    ...besideCheapest(mid, cheapest, immaterialAmount(subject, model)),
  };
}

/** What a placement of the language model costs, and how good that is; undefined where it has no price. */
export function comparedPlacementCost(
  { subject, model }: RecordSource,
  placement: Placement,
): ComparedCost<EstimatedPlacement> | undefined {
  const { placements = [], languageModel } = subject.advice;
  const costs = languageModel?.cost.perPlacement;
  const cost = costs?.[placement];
  if (!costs || cost?.status !== 'estimated') {
    return undefined;
  }
  const out = placements.filter(({ eligible }) => !eligible);
  const cheapest = findCheapest(
    costs,
    out.map(ranked => ranked.placement),
  );
  return {
    cost,
    ...besideCheapest(
      cost.monthly.mid,
      cheapest,
      immaterialAmount(subject, model),
    ),
  };
}

function besideCheapest(
  mid: number,
  cheapest: number | undefined,
  immaterial: number,
): Omit<ComparedCost, 'cost'> {
  if (cheapest === undefined || mid === cheapest) {
    return { side: 'Good', text: 'the cheapest' };
  }
  if (mid < cheapest) {
    return {
      side: 'Good',
      text: `less than the cheapest that is eligible at ${formatMoney(cheapest)}`,
    };
  }
  const ratio = mid / cheapest;
  const isMaterial = mid - cheapest > immaterial;
  const beside =
    ratio <= AS_GOOD
      ? `little more than the cheapest at ${formatMoney(cheapest)}`
      : `${timesText(ratio)} the cheapest at ${formatMoney(cheapest)}`;
  return {
    side: judgeCost(ratio, isMaterial),
    text:
      isMaterial || ratio <= AS_GOOD
        ? beside
        : `little beside what the team costs, though ${beside}`,
  };
}

function judgeCost(ratio: number, isMaterial: boolean): Side {
  if (ratio <= AS_GOOD || (!isMaterial && ratio < MULTIPLE)) {
    return 'Good';
  }
  return isMaterial && ratio >= CLEARLY_MORE ? 'Bad' : 'Neutral';
}

function timesText(ratio: number): string {
  if (ratio >= 1000) {
    return 'over 1,000 times';
  }
  return `${Number(ratio.toPrecision(2))} times`;
}

/** USD a month of the cheapest option that nothing rules out. */
function findCheapest(
  options: Partial<Record<string, CostEstimate | PlacementCost>>,
  out: readonly string[],
): number | undefined {
  const costs = Object.entries(options).flatMap(([option, cost]) =>
    cost?.status === 'estimated' && !out.includes(option)
      ? [cost.monthly.mid]
      : [],
  );
  return costs.length > 0 ? Math.min(...costs) : undefined;
}

/** By the numbers that the result was made with, where it says them. */
function immaterialAmount(
  { advice, profile }: DecisionRecordSubject,
  model: DecisionModel,
): number {
  const needed = ['typicalTeam', 'engineerMonth', 'materialShare'];
  const used = advice.assumptions.filter(({ id }) => needed.includes(id));
  return immaterialCost(
    profile,
    new AssumptionSet(
      Object.fromEntries(used.map(({ id, value }) => [id, value])),
      model.assumptions,
    ),
  );
}

/** "of which $290 keeps capacity warm": what makes a cost and a latency other than their neighbours'. */
export function warmText({ monthly, parts }: Estimated): string {
  const kept = parts.find(({ id }) => id === 'provisioned')?.monthly ?? 0;
  return kept > 0 && kept >= TELLING_PART * monthly.mid
    ? `${formatMoney(kept)} of it keeps capacity warm against cold starts`
    : '';
}

/** The parts of a cost, largest first, without those that do not show. */
export function partsText({
  monthly,
  parts,
}: Pick<Estimated, 'monthly' | 'parts'>): string {
  return [...parts]
    .filter(part => part.monthly >= 0.01 * monthly.mid && part.monthly > 0)
    .sort((a, b) => b.monthly - a.monthly)
    .map(({ title, monthly: each }) => `${title} ${formatMoney(each)}`)
    .join(', ');
}
