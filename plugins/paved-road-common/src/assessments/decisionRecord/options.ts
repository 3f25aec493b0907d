import { patternDescriptions } from '../../advisor/model';
import { PlainPattern } from '../../advisor/patterns';
import { formatCount } from '../../advisor/quantities/format';
import { Block, heading, list, paragraph } from './markdown';
import {
  consideredPatterns,
  contributionsOf,
  rankedOf,
  RecordSource,
} from './subject';
import {
  costArgument,
  criterionArgument,
  latencyArgument,
  patternTitle,
  rounded,
  vetoText,
} from './texts';

export function optionsOf({ subject }: RecordSource): Block[] {
  return [list(consideredPatterns(subject).map(patternTitle))];
}

export function prosAndConsOf(source: RecordSource): Block[] {
  return consideredPatterns(source.subject).flatMap(pattern => [
    heading(3, patternTitle(pattern)),
    paragraph(patternDescriptions[pattern].description),
    ...(pattern === 'hybrid'
      ? hybridArguments(source)
      : plainArguments(source, pattern)),
  ]);
}

function hybridArguments({ subject }: RecordSource): Block[] {
  const { pattern, core, background } = subject.advice.recommendation;
  return pattern === 'hybrid' && background
    ? [
        list([
          `Neutral, because the core path runs as ${patternTitle(core)} and background work as ${patternTitle(background)}`,
        ]),
      ]
    : [];
}

function plainArguments(source: RecordSource, pattern: PlainPattern): Block[] {
  const { subject, model } = source;
  const ranked = rankedOf(subject, pattern);
  const { fit = 0, eligible = true, vetoes = [] } = ranked ?? {};
  const weighed = contributionsOf(subject, pattern);
  return [
    paragraph(`Fit: ${rounded(fit)}${eligible ? '' : ', not eligible'}.`),
    list([
      ...vetoes.map(veto => `Bad, because ${vetoText(veto)}`),
      ...(weighed.length > 0
        ? weighed.map(contribution => criterionArgument(model, contribution))
        : ['Neutral, because no criterion is weighed yet']),
      ...measurements(source, pattern),
    ]),
  ];
}

function measurements(
  { subject, model }: RecordSource,
  pattern: PlainPattern,
): string[] {
  const { profile, advice } = subject;
  const breakEven = advice.cost.breakEvenRequestsPerMonth;
  return [
    costArgument(
      model,
      advice.cost.perPattern[pattern],
      profile.workload?.requestsPerMonth,
    ),
    ...(pattern === 'serverless' && breakEven !== undefined
      ? [
          `Neutral, because it stops being the cheapest at ${formatCount(breakEven)} requests a month`,
        ]
      : []),
    latencyArgument(model, advice.latency.perPattern[pattern]),
  ];
}
