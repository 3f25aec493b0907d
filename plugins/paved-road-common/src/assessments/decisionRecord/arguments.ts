import { Contribution } from '../../advisor/choice/schemas';
import { DecisionModel } from '../../advisor/options/DecisionModel';
import { Risk } from '../../advisor/explain/advice';
import { bySeverity } from '../system/findings';
import { Axis, Decided, RecordOption } from './axes';
import { criterionTitle, rounded } from './texts';

/** Shortfalls range from 0 to 1 in four rating steps; below half a step they are no argument. */
const HALF_A_STEP = 0.125;
/** Points of fit from which a criterion separates two options. */
const DECISIVE_POINTS = 0.5;
/** Points of fit that a chart still shows. */
const NOTICEABLE_POINTS = 0.05;
const DRIVERS_SHOWN = 3;

/** The supply of the cheapest option. */
const LOWEST_COST = 5;
const costCriteria = ['cost-at-volume', 'model-cost'];

const isShort = ({ shortfall }: Contribution) => shortfall >= HALF_A_STEP;

/**
 * The criteria for and against an option, strongest first: it falls short of a demand, or meets one that its rival
 * falls short of. So no criterion is on both sides. The rival is the first option, or the second one for the first.
 */
export function weigh(
  option: RecordOption,
  axis: Axis,
): { pros: Contribution[]; cons: Contribution[] } {
  const rival = findRival(option, axis);
  const lead = ({ criterion, points }: Contribution) =>
    points - (findCriterion(rival, criterion)?.points ?? points);
  const isAdvantage = ({ criterion, shortfall, supply }: Contribution) => {
    const other = findCriterion(rival, criterion);
    return (
      shortfall === 0 &&
      other !== undefined &&
      isShort(other) &&
      // Several costs may meet the demand, but only the lowest is an advantage.
      (!costCriteria.includes(criterion) || supply === LOWEST_COST)
    );
  };
  return {
    pros: option.contributions
      .filter(isAdvantage)
      .sort((a, b) => lead(b) - lead(a)),
    cons: option.contributions
      .filter(isShort)
      .sort((a, b) => b.weight * b.shortfall - a.weight * a.shortfall),
  };
}

/** What an option lacks, such as "Cold start: needs 5, offers 2. …". */
export const describeShortfall = (
  contribution: Contribution,
  model: DecisionModel,
): string =>
  `${criterionTitle(model, contribution.criterion)}: ${describeGap(contribution)}`;

/** What an option lacks by a criterion, such as "needs 5, offers 2. …". */
export function describeGap({ demand, supply, reason }: Contribution): string {
  return demand === undefined || supply === undefined
    ? reason
    : `needs ${rounded(demand)}, offers ${rounded(supply)}. ${reason}`;
}

/** The option to compare with; undefined if there is no other. */
export function findRival(
  option: RecordOption,
  { options, first, second }: Axis,
): RecordOption | undefined {
  return option.core === first?.id
    ? (second ?? options.find(({ core }) => core !== option.core))
    : first;
}

/** The criteria that favour the rival of an option, the largest difference first. */
export function listRivalLeads(
  option: RecordOption,
  rival: RecordOption,
): Contribution[] {
  const lead = ({ criterion, points }: Contribution) =>
    points - (findCriterion(option, criterion)?.points ?? points);
  return rival.contributions
    .filter(contribution => lead(contribution) >= NOTICEABLE_POINTS)
    .sort((a, b) => lead(b) - lead(a));
}

/** The risks of the chosen options, each once, most severe first. */
export function listChosenRisks(
  { advice }: Pick<Decided, 'advice'>,
  axes: readonly Axis[],
): Risk[] {
  const chosen = axes.map(axis => axis.chosen?.id);
  return advice.risks
    .filter(
      ({ id, title, subject: { pattern, placement } }, index, all) =>
        chosen.includes(placement ?? pattern) &&
        all.findIndex(risk => risk.id === id && risk.title === title) === index,
    )
    .sort(bySeverity);
}

function findCriterion(
  option: RecordOption | undefined,
  id: string,
): Contribution | undefined {
  return option?.contributions.find(({ criterion }) => criterion === id);
}

/**
 * The largest differences between the first option and the second. A criterion that the better one falls short of
 * does not favour it, but counts against the other.
 */
export function listDrivers(
  { drivers, first, second }: Axis,
  model: DecisionModel,
): string[] {
  return drivers
    .filter(({ points }) => Math.abs(points) >= DECISIVE_POINTS)
    .slice(0, DRIVERS_SHOWN)
    .flatMap(({ criterion, points }) => {
      const [ahead, behind] = points > 0 ? [first, second] : [second, first];
      const pro = findCriterion(ahead, criterion);
      const con = findCriterion(behind, criterion);
      const title = criterionTitle(model, criterion);
      if (ahead && pro && !isShort(pro)) {
        return [`${title} favours ${ahead.name}: ${pro.reason}`];
      }
      return behind && con
        ? [`${title} counts against ${behind.name}: ${con.reason}`]
        : [];
    });
}
