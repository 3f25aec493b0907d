import { LatencyEstimate } from '../../advisor/quantities/schemas';
import { Pattern } from '../../advisor/profile/patterns';
import { formatMoney, formatSeconds } from '../../advisor/quantities/format';
import { strongestArguments, WeighedOption } from './arguments';
import { comparedCost, warmText } from './costs';
import { Block, heading, list, paragraph } from './markdown';
import { placementOptions, placementProsAndCons } from './placement';
import {
  consideredPatterns,
  coreIn,
  findRankedPattern,
  RecordSource,
  withWeight,
} from './subject';
import { fieldTitles, patternTitle, Side } from './texts';

const MISSING_SHOWN = 2;

export function optionListBlocks(source: RecordSource): Block[] {
  return [
    list([
      ...consideredPatterns(source.subject).map(patternTitle),
      ...placementOptions(source),
    ]),
  ];
}

/** The strongest arguments for and against each option, with its cost and latency. */
export function prosAndConsBlocks(source: RecordSource): Block[] {
  return [
    ...consideredPatterns(source.subject).flatMap(pattern => [
      heading(3, patternTitle(pattern)),
      paragraph(
        ...(pattern === 'hybrid'
          ? [hybridText(source)]
          : strongestArguments(source.model, weighedPattern(source, pattern))),
        numbersText(source, pattern),
      ),
    ]),
    ...placementProsAndCons(source),
  ];
}

function hybridText({ subject }: RecordSource): string {
  const { pattern, background = 'serverless' } = subject.advice.recommendation;
  const side = pattern === 'hybrid' ? background : 'serverless';
  const core = coreIn(subject, 'hybrid');
  return `Good, because each part runs in the way that suits it: the core path as ${patternTitle(core)}, background work as ${patternTitle(side)}. Bad, because two ways of running must be maintained.`;
}

/** A pattern and its alternatives; a hybrid is compared by its core. */
export function weighedPattern(
  { subject }: RecordSource,
  pattern: Pattern,
): WeighedOption {
  const core = coreIn(subject, pattern);
  const ranked = findRankedPattern(subject, core);
  return {
    contributions: withWeight(ranked),
    others: subject.advice.ranking.filter(option => option.pattern !== core),
    vetoes: ranked?.vetoes ?? [],
  };
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
      ? `Neutral, because its cost is unknown without ${fieldTitles(model, missing, MISSING_SHOWN)}.`
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
