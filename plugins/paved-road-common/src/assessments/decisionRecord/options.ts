import { Contribution, LatencyEstimate } from '../../advisor/advice';
import { Pattern } from '../../advisor/patterns';
import { formatMoney, formatSeconds } from '../../advisor/quantities/format';
import { comparedCost, warmText } from './costs';
import { Block, heading, list, paragraph } from './markdown';
import {
  consideredPatterns,
  contributionsOf,
  coreIn,
  rankedOf,
  RecordSource,
} from './subject';
import {
  fieldTitles,
  patternTitle,
  shortArgument,
  sideOf,
  Side,
} from './texts';

const MISSING_SHOWN = 2;

/** Told in numbers, in a sentence of their own. */
const measured = new Set(['cost-at-volume', 'tail-latency']);

export function optionsOf({ subject }: RecordSource): Block[] {
  return [list(consideredPatterns(subject).map(patternTitle))];
}

/** For each option what speaks most for it and against it, and its cost and latency. */
export function prosAndConsOf(source: RecordSource): Block[] {
  return consideredPatterns(source.subject).flatMap(pattern => [
    heading(3, patternTitle(pattern)),
    paragraph(
      ...(pattern === 'hybrid'
        ? [hybridText(source)]
        : [strongestPro(source, pattern), strongestCon(source, pattern)]),
      numbersText(source, pattern),
    ),
  ]);
}

function hybridText({ subject }: RecordSource): string {
  const { pattern, background = 'serverless' } = subject.advice.recommendation;
  const side = pattern === 'hybrid' ? background : 'serverless';
  const core = coreIn(subject, 'hybrid');
  return `Good, because each part runs in its own way: the core path as ${patternTitle(core)}, background work as ${patternTitle(side)}. Bad, because two ways to run things need care.`;
}

/** A rating from which its reason tells of a strength. */
const strong = 4;
/** A demand of who asks for nothing. */
const noDemand = 1;

/** Whether a criterion speaks for a pattern: what nobody asks for does so only where it is a strength. */
const speaksFor = ({
  criterion,
  shortfall,
  demand = noDemand,
  supply = 0,
}: Contribution) =>
  shortfall === 0 &&
  !measured.has(criterion) &&
  (supply >= strong || demand > noDemand);

/** Criteria that speak for a pattern, those that set it apart from the others first. */
export function prosOf(
  { subject }: RecordSource,
  pattern: Pattern,
): Contribution[] {
  const core = coreIn(subject, pattern);
  const others = subject.advice.ranking.filter(
    option => option.pattern !== core,
  );
  const advantageOf = ({ criterion, points }: Contribution) => {
    const theirs = others.flatMap(({ contributions }) =>
      contributions
        .filter(other => other.criterion === criterion)
        .map(other => other.points),
    );
    return points - theirs.reduce((sum, each) => sum + each, 0) / theirs.length;
  };
  return contributionsOf(subject, pattern)
    .filter(speaksFor)
    .map(contribution => ({
      contribution,
      advantage: advantageOf(contribution),
    }))
    .sort((a, b) => b.advantage - a.advantage)
    .map(({ contribution }) => contribution);
}

/** Criteria that a pattern falls short in, worst first. */
export function consOf(
  { subject }: RecordSource,
  pattern: Pattern,
): Contribution[] {
  return contributionsOf(subject, pattern)
    .filter(
      ({ criterion, shortfall }) => shortfall > 0 && !measured.has(criterion),
    )
    .sort((a, b) => b.weight * b.shortfall - a.weight * a.shortfall);
}

function strongestPro(source: RecordSource, pattern: Pattern): string {
  const pro = prosOf(source, pattern).at(0);
  if (!pro) {
    return contributionsOf(source.subject, pattern).length === 0
      ? 'Neutral, because no criterion is weighed yet.'
      : 'Neutral, because nothing that is asked for speaks for it.';
  }
  return shortArgument(source.model, 'Good', pro);
}

function strongestCon(source: RecordSource, pattern: Pattern): string {
  const ranked = rankedOf(source.subject, coreIn(source.subject, pattern));
  const veto = ranked?.vetoes.at(0);
  if (veto) {
    return `Bad, because it is not eligible: ${veto.text}`;
  }
  const con = consOf(source, pattern).at(0);
  if (con) {
    return shortArgument(source.model, sideOf(con.shortfall), con);
  }
  return contributionsOf(source.subject, pattern).length > 0
    ? 'Neutral, because it falls short of nothing that is asked for.'
    : '';
}

/** Cost and latency in one line. */
function numbersText(source: RecordSource, pattern: Pattern): string {
  const { subject, model } = source;
  const latency = subject.advice.latency.perPattern[pattern];
  const compared = comparedCost(source, pattern);
  if (!compared) {
    const cost = subject.advice.cost.perPattern[pattern];
    const missing = cost?.status === 'unknown' ? cost.missing : [];
    return missing.length > 0
      ? `Neutral, because its cost is not known without ${fieldTitles(model, missing, MISSING_SHOWN)}.`
      : '';
  }
  const { cost, text } = compared;
  const side: Side = misses(latency) ? 'Bad' : compared.side;
  const warm = warmText(cost);
  return `${[
    `${side}, because it costs ${formatMoney(cost.monthly.mid)} a month, ${text}`,
    ...(warm ? [warm] : []),
    ...latencyTexts(latency),
  ].join('; ')}.`;
}

function misses(latency: LatencyEstimate | undefined): boolean {
  return latency?.status === 'estimated' && latency.meetsRequirement === false;
}

function latencyTexts(latency: LatencyEstimate | undefined): string[] {
  if (latency?.status !== 'estimated') {
    return [];
  }
  const { p99, requirement, meetsRequirement, coldStartProbability } = latency;
  const cold = coldStartProbability >= 0.01 ? ', cold starts included' : '';
  return [
    requirement === undefined
      ? `p99 ${formatSeconds(p99)}${cold}`
      : `p99 ${formatSeconds(p99)}${cold}, ${meetsRequirement ? 'within' : 'over'} the required ${formatSeconds(requirement)}`,
  ];
}
