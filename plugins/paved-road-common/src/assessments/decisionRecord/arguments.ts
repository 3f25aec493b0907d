import {
  Contribution,
  Driver,
  RankedPattern,
  RankedPlacement,
  Veto,
} from '../../advisor/choice/schemas';
import { Risk } from '../../advisor/explain/advice';
import { DecisionModel } from '../../advisor/options/DecisionModel';
import { CriterionId } from '../../advisor/profile/ids';
import { bySeverity } from '../system/findings';
import {
  criterionTitle,
  gradeShortfall,
  shortArgument,
  shortRiskText,
} from './texts';

export const DRIVERS_SHOWN = 4;
/** Points of fit from which a criterion matters for the decision. */
const DECISIVE_POINTS = 0.5;
const GOOD_SHOWN = 1;
const BAD_SHOWN = 2;

/** An option and its alternatives. */
export interface WeighedOption {
  /** Without criteria of weight 0. */
  contributions: readonly Contribution[];
  others: readonly { contributions: readonly Contribution[] }[];
  vetoes: readonly Veto[];
}

/** Criteria that the record shows as numbers, in a separate sentence. */
const measured = new Set([
  'cost-at-volume',
  'tail-latency',
  'model-cost',
  'model-latency',
]);

/** From this rating on, a criterion is a strength of the option. */
const strong = 4;
/** The demand if the answers require nothing. */
const noDemand = 1;

/** Whether a criterion is an advantage of the option: it is demanded and met, or a strength. */
const isAdvantage = ({
  criterion,
  shortfall,
  demand = noDemand,
  supply = 0,
}: Contribution) =>
  shortfall === 0 &&
  !measured.has(criterion) &&
  (supply >= strong || demand > noDemand);

/** Whether a driver matters for the decision. */
export function isDecisive({ points }: Pick<Driver, 'points'>): boolean {
  return Math.abs(points) >= DECISIVE_POINTS;
}

/** Why the options rank as they do: exclusions and missed requirements first, then criteria. */
export function driverLines<T extends RankedPattern | RankedPlacement>(
  model: DecisionModel,
  options: {
    ranking: readonly T[];
    title(option: T): string;
    drivers: readonly { criterion: CriterionId; points: number }[];
    /** The winner: drivers with positive points favour it. */
    first?: T;
    /** The runner-up. */
    second?: T;
  },
): string[] {
  const { ranking, title, drivers, first, second } = options;
  return [
    ...ranking
      .filter(({ vetoes }) => vetoes.length > 0)
      .map(option => `Rules out "${title(option)}": ${option.vetoes[0].text}`),
    ...ranking
      .filter(({ missesRequirement }) => missesRequirement)
      .map(
        option =>
          `${title(option)} misses the required latency, which another option meets`,
      ),
    ...drivers.flatMap(({ criterion, points }) => {
      const favoured = points > 0 ? first : second;
      const reason = favoured?.contributions.find(
        contribution => contribution.criterion === criterion,
      )?.reason;
      return favoured && reason !== undefined
        ? [
            `${criterionTitle(model, criterion)} favours ${title(favoured)}: ${reason}`,
          ]
        : [];
    }),
  ].slice(0, DRIVERS_SHOWN);
}

/** The matching risks, each once, worst first. */
export function selectRisks(
  risks: readonly Risk[],
  matches: (subject: Risk['subject']) => boolean,
): Risk[] {
  return risks
    .filter(({ subject }) => matches(subject))
    .filter(
      ({ id, title }, index, all) =>
        all.findIndex(risk => risk.id === id && risk.title === title) === index,
    )
    .sort(bySeverity);
}

/** The best argument for a choice, and the strongest against it: risks, then cost, then criteria. */
export function strongestConsequences(
  model: DecisionModel,
  options: {
    option: WeighedOption;
    risks: readonly Risk[];
    /** Present if the cost is an argument against the choice. */
    cost?: string;
    isAccepted?: (criterion: CriterionId) => boolean;
  },
): { good: string[]; bad: string[] } {
  const { option, risks, cost, isAccepted = () => false } = options;
  return {
    good: prosAmong(option)
      .slice(0, GOOD_SHOWN)
      .map(pro => shortArgument(model, 'Good', pro)),
    bad: [
      ...risks.map(risk => `Bad, because of ${shortRiskText(risk)}`),
      ...(cost === undefined ? [] : [cost]),
      ...consAmong(option)
        .filter(({ criterion }) => !isAccepted(criterion))
        .map(con => shortArgument(model, gradeShortfall(con.shortfall), con)),
    ].slice(0, BAD_SHOWN),
  };
}

/** Advantages of an option, largest lead over the others first. */
function prosAmong({
  contributions: own,
  others,
}: WeighedOption): Contribution[] {
  const pointsAheadOfOthers = ({ criterion, points }: Contribution) => {
    const theirs = others.flatMap(({ contributions }) =>
      contributions
        .filter(other => other.criterion === criterion)
        .map(other => other.points),
    );
    return points - theirs.reduce((sum, each) => sum + each, 0) / theirs.length;
  };
  return own
    .filter(isAdvantage)
    .map(contribution => ({
      contribution,
      advantage: pointsAheadOfOthers(contribution),
    }))
    .sort((a, b) => b.advantage - a.advantage)
    .map(({ contribution }) => contribution);
}

/** Shortfalls of an option, worst first. */
function consAmong({ contributions }: WeighedOption): Contribution[] {
  return contributions
    .filter(
      ({ criterion, shortfall }) => shortfall > 0 && !measured.has(criterion),
    )
    .sort((a, b) => b.weight * b.shortfall - a.weight * a.shortfall);
}

/** The strongest argument for an option and the strongest against it, one sentence each. */
export function strongestArguments(
  model: DecisionModel,
  option: WeighedOption,
): string[] {
  const isWeighed = option.contributions.length > 0;
  const pro = prosAmong(option).at(0);
  const con = consAmong(option).at(0);
  const veto = option.vetoes.at(0);
  return [
    pro
      ? shortArgument(model, 'Good', pro)
      : `Neutral, because ${isWeighed ? 'it has no particular strength' : 'no criterion has a weight yet'}.`,
    describeWeakness(),
  ];

  function describeWeakness() {
    if (veto) {
      return `Bad, because it is not eligible: ${veto.text}`;
    }
    if (con) {
      return shortArgument(model, gradeShortfall(con.shortfall), con);
    }
    return isWeighed ? 'Neutral, because it meets every demand.' : '';
  }
}
