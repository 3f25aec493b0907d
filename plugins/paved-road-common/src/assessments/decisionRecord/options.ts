import { formatChance, formatMoney } from '../../advisor/quantities/format';
import { capitalised, describeVetoes } from '../limits';
import { describeShortfall, weigh } from './arguments';
import { Axis, RecordOption, RecordSource } from './axes';
import { Block, heading, list, table } from './markdown';
import { criterionTitle, optionTitle, rounded } from './texts';

/** Ratio of the highest to the mid cost from which a range is shown. */
const WIDE = 1.2;
const PROS_SHOWN = 3;
const NONE = '–';

export function optionTable(source: RecordSource): Block {
  return table(
    [
      'Option',
      'Chance',
      'Cost/month',
      'Latency, p95',
      'Maturity needed',
      'Main reason',
    ],
    source.axes.flatMap(axis =>
      axis.options.map(option => [
        markedTitle(option, axis),
        option.vetoes.length > 0 ? NONE : formatChance(option.chance),
        costText(option),
        option.latency ?? NONE,
        maturityText(option),
        mainReason(option, axis, source),
      ]),
    ),
  );
}

function markedTitle(option: RecordOption, axis: Axis): string {
  const marks = [
    ...(option === axis.decided ? ['chosen'] : []),
    ...(option === axis.recommended ? ['recommended'] : []),
  ].join(', ');
  return `${optionTitle(option, axis)}${marks && ` (${marks})`}`;
}

function costText({ cost }: RecordOption): string {
  if (cost?.status !== 'estimated') {
    return cost?.status === 'unknown' ? 'unknown' : NONE;
  }
  const { low, mid, high } = cost.monthly;
  return high >= WIDE * mid
    ? `${formatMoney(mid)} (${formatMoney(low)} to ${formatMoney(high)})`
    : formatMoney(mid);
}

function maturityText({ maturity }: RecordOption): string {
  const { demand, supply = 0, shortfall = 0 } = maturity ?? {};
  if (demand === undefined) {
    return NONE;
  }
  const needed = `${rounded(demand)} of 5`;
  return shortfall > 0
    ? `${needed}, the team can carry ${rounded(supply)}`
    : needed;
}

/** Why it is ruled out, else what counts most: for the chosen and the recommended option, or against the others. */
function mainReason(
  option: RecordOption,
  axis: Axis,
  { model }: RecordSource,
): string {
  if (option.vetoes.length > 0) {
    return `Ruled out: ${describeVetoes(option.vetoes, option.name)[0]}`;
  }
  if (option.missed) {
    return `Misses its requirement: ${option.missed}`;
  }
  if (option.parts) {
    return capitalised(option.parts);
  }
  const { pros, cons } = weigh(option, axis);
  const reasons = [
    ...pros.slice(0, 1).map(({ criterion }) => ['For', criterion]),
    ...cons.slice(0, 1).map(({ criterion }) => ['Against', criterion]),
  ];
  const isFavoured = [axis.chosen?.core, axis.recommended?.core].includes(
    option.id,
  );
  const reason = reasons.at(isFavoured ? 0 : -1);
  return reason
    ? `${reason[0]}: ${criterionTitle(model, reason[1])}`
    : 'Meets every demand';
}

/** The criteria for and against each option; the consequences have the reasons against the chosen ones. */
export function prosAndCons(source: RecordSource): Block[] {
  return source.axes.flatMap(axis =>
    axis.options.flatMap(option => [
      heading(3, optionTitle(option, axis)),
      list(argumentLines(option, axis, source)),
    ]),
  );
}

function argumentLines(
  option: RecordOption,
  axis: Axis,
  { model }: RecordSource,
): string[] {
  const { vetoes, missed } = option;
  if (vetoes.length > 0) {
    const sources = new Set(vetoes.map(({ source }) => source));
    const ruledOut = `Bad, because it is ruled out (source: ${[...sources].join('; ')})`;
    // The table has the first reason.
    const others = describeVetoes(option.vetoes, option.name).slice(1);
    return [others.length > 0 ? `${ruledOut}. ${others.join(' ')}` : ruledOut];
  }
  const { pros, cons } = weigh(option, axis);
  const titles = (criteria: { criterion: string }[]) =>
    criteria
      .map(({ criterion }) => criterionTitle(model, criterion))
      .join(', ');
  const explained = option === axis.chosen ? [] : cons.slice(0, 1);
  const others = cons.slice(explained.length);
  const lines = [
    ...(pros.length > 0
      ? [`Good, because of ${titles(pros.slice(0, PROS_SHOWN))}`]
      : []),
    ...(missed ? ['Bad, because it misses its requirement'] : []),
    ...explained.map(con => `Bad, because of ${describeShortfall(con, model)}`),
    ...(others.length > 0 ? [`Bad, because of ${titles(others)}`] : []),
  ];
  return lines.length > 0 ? lines : ['Neutral, because nothing sets it apart'];
}
