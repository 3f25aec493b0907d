import { CostEstimate } from '../../advisor/quantities/schemas';
import { DecisionModel } from '../../advisor/options/DecisionModel';
import { immaterialCost } from '../../advisor/options/patterns/supply';
import { Pattern } from '../../advisor/profile/patterns';
import { Placement } from '../../advisor/profile/placements';
import { PlacementCost } from '../../advisor/quantities/languageModels/schemas';
import { AssumptionSet } from '../../advisor/quantities/AssumptionSet';
import { formatMoney } from '../../advisor/quantities/format';
import { Range } from '../../advisor/quantities/range';
import { DecisionRecordSubject, RecordSource } from './subject';
import { fieldTitle, Side } from './texts';

type Estimated = Extract<CostEstimate, { status: 'estimated' }>;
type EstimatedPlacement = Extract<PlacementCost, { status: 'estimated' }>;

/** Up to this multiple of the cheapest, a cost counts as cheapest. */
const AS_GOOD = 1.1;
/** From this multiple of the cheapest, a material cost is an argument against a pattern. */
const CLEARLY_MORE = 1.5;
/** From this multiple on, even an immaterial cost is not an advantage. */
const MULTIPLE = 2;
/** Smaller shares of a cost are not mentioned. */
const MENTIONED_PART = 0.05;

/** A cost compared with the cheapest eligible option. */
export interface ComparedCost<C = Estimated> {
  cost: C;
  side: Side;
  /** "1.8 times the cheapest at $251" */
  text: string;
}

/** The cost of a pattern compared with the cheapest; undefined without an estimate. */
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
  const cheapest = findLowestCost(
    subject.advice.cost.perPattern,
    out.map(ranked => ranked.pattern),
  );
  return {
    cost,
    ...besideCheapest(mid, cheapest, immaterialAmount(subject, model)),
  };
}

/** The cost of a placement compared with the cheapest; undefined without an estimate. */
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
  const cheapest = findLowestCost(
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
      text: `less than the cheapest eligible option at ${formatMoney(cheapest)}`,
    };
  }
  const ratio = mid / cheapest;
  const isMaterial = mid - cheapest > immaterial;
  const beside =
    ratio <= AS_GOOD
      ? `little more than the cheapest at ${formatMoney(cheapest)}`
      : `${timesText(ratio)} the cheapest at ${formatMoney(cheapest)}`;
  return {
    side: gradeCost(ratio, isMaterial),
    text:
      isMaterial || ratio <= AS_GOOD
        ? beside
        : `small compared with the cost of the team, though ${beside}`,
  };
}

function gradeCost(ratio: number, isMaterial: boolean): Side {
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

/** USD per month of the cheapest eligible option. */
function findLowestCost(
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

/** The difference per month that does not matter, from the assumptions of the result. */
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

/** The cost of capacity kept warm, if it is a large part. */
export function warmText({ monthly, parts }: Estimated): string {
  const kept = parts.find(({ id }) => id === 'provisioned')?.monthly ?? 0;
  return kept > 0 && kept >= MENTIONED_PART * monthly.mid
    ? `${formatMoney(kept)} of it keeps capacity warm against cold starts`
    : '';
}

/** "$169 a month (range $120 to $250)" */
export function monthlyText({ low, mid, high }: Range): string {
  const [from, to] = [low, high].map(formatMoney);
  return `${formatMoney(mid)} a month${from === to ? '' : ` (range ${from} to ${to})`}`;
}

/** Why a cost or latency is missing. */
export function unknownArgument(
  model: DecisionModel,
  what: 'cost' | 'latency',
  estimate: { status: string; missing?: string[] } | undefined,
): string {
  if (estimate?.status === 'impossible') {
    return `Neutral, because its ${what} is unknown: it cannot run this load`;
  }
  const missing = estimate?.missing?.map(field => fieldTitle(model, field));
  return missing?.length
    ? `Neutral, because its ${what} is unknown without: ${missing.join(', ')}`
    : `Neutral, because its ${what} is unknown`;
}

/** The parts of a cost above 1%, largest first. */
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
