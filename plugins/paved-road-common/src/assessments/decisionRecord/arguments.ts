import { Contribution, Veto } from '../../advisor/advice';
import { DecisionModel } from '../../advisor/DecisionModel';
import { shortArgument, judgeShortfall } from './texts';

/** An option among those that it is weighed against. */
export interface WeighedOption {
  /** Those with a weight. */
  contributions: readonly Contribution[];
  others: readonly { contributions: readonly Contribution[] }[];
  vetoes: readonly Veto[];
}

/** Told in numbers, in a sentence of their own. */
const measured = new Set([
  'cost-at-volume',
  'tail-latency',
  'model-cost',
  'model-latency',
]);

/** A rating from which its reason tells of a strength. */
const strong = 4;
/** A demand of who asks for nothing. */
const noDemand = 1;

/** Whether a criterion speaks for an option: what nobody asks for does so only where it is a strength. */
const speaksFor = ({
  criterion,
  shortfall,
  demand = noDemand,
  supply = 0,
}: Contribution) =>
  shortfall === 0 &&
  !measured.has(criterion) &&
  (supply >= strong || demand > noDemand);

/** Criteria that speak for an option, those that set it apart from the others first. */
export function prosAmong({
  contributions: own,
  others,
}: WeighedOption): Contribution[] {
  const leadOverOthers = ({ criterion, points }: Contribution) => {
    const theirs = others.flatMap(({ contributions }) =>
      contributions
        .filter(other => other.criterion === criterion)
        .map(other => other.points),
    );
    return points - theirs.reduce((sum, each) => sum + each, 0) / theirs.length;
  };
  return own
    .filter(speaksFor)
    .map(contribution => ({
      contribution,
      advantage: leadOverOthers(contribution),
    }))
    .sort((a, b) => b.advantage - a.advantage)
    .map(({ contribution }) => contribution);
}

/** Criteria that an option falls short in, worst first. */
export function consAmong({ contributions }: WeighedOption): Contribution[] {
  return contributions
    .filter(
      ({ criterion, shortfall }) => shortfall > 0 && !measured.has(criterion),
    )
    .sort((a, b) => b.weight * b.shortfall - a.weight * a.shortfall);
}

/** What speaks most for an option and most against it, in a sentence each. */
export function strongestArguments(
  model: DecisionModel,
  option: WeighedOption,
): string[] {
  return [strongestPro(model, option), strongestCon(model, option)];
}

function strongestPro(model: DecisionModel, option: WeighedOption): string {
  const pro = prosAmong(option).at(0);
  if (!pro) {
    return option.contributions.length === 0
      ? 'Neutral, because no criterion is weighed yet.'
      : 'Neutral, because nothing that is asked for speaks for it.';
  }
  return shortArgument(model, 'Good', pro);
}

function strongestCon(model: DecisionModel, option: WeighedOption): string {
  const veto = option.vetoes.at(0);
  if (veto) {
    return `Bad, because it is not eligible: ${veto.text}`;
  }
  const con = consAmong(option).at(0);
  if (con) {
    return shortArgument(model, judgeShortfall(con.shortfall), con);
  }
  return option.contributions.length > 0
    ? 'Neutral, because it falls short of nothing that is asked for.'
    : '';
}
