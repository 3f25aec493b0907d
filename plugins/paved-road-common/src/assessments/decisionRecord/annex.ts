import { Advice, Risk } from '../../advisor/explain/advice';
import { LatencyEstimate } from '../../advisor/quantities/schemas';
import { patternDescriptions } from '../../advisor/options/patterns/descriptions';
import { PlainPattern } from '../../advisor/profile/patterns';
import { recommendedPlacement } from '../../advisor/explain/recommendedPlacement';
import {
  formatCount,
  formatMoney,
  formatSeconds,
  formatShare,
} from '../../advisor/quantities/format';
import { getAnswer } from '../../advisor/profile/questions';
import { comparedCost, monthlyText, partsText, unknownArgument } from './costs';
import { Block, label, labelledList, Line, list, paragraph } from './markdown';
import { placementsInFull } from './placementAnnex';
import {
  chosenPattern,
  consideredPatterns,
  findRankedPattern,
  RecordSource,
  recommendedPattern,
  withWeight,
} from './subject';
import {
  answerText,
  criterionArgument,
  criterionTitle,
  formatDay,
  fieldTitle,
  numberText,
  patternTitle,
  placementTitle,
  riskText,
  rounded,
  vetoText,
} from './texts';

/** The details behind page one. */
export function annexBlocks(source: RecordSource): Block[] {
  return [
    madeWith(source),
    ...answers(source),
    ...optionsInFull(source),
    ...changes(source),
    ...placementsInFull(source),
    ...risks(source),
    ...labelledList('Checks of the scorecard', source.checks),
    ...roadmap(source),
    ...numbers(source),
    ...history(source),
  ];
}

function madeWith({ subject, model }: RecordSource): Block {
  const { advice, id } = subject;
  const platform = model.platforms[advice.platform]?.title ?? advice.platform;
  return paragraph(
    `${id ? `Assessment ${id}, made` : 'Made'} with version ${advice.modelVersion} of the decision model for the serverless platform ${platform}.`,
  );
}

function answers({ subject, model }: RecordSource): Block[] {
  const { profile, advice } = subject;
  const decisive = advice.confidence.openAnswers;
  return [
    ...labelledList(
      'Answers',
      model.questions.flatMap(question => {
        const answer = getAnswer(profile, question.path);
        return answer === undefined
          ? []
          : [`${question.title}: ${answerText(question, answer)}`];
      }),
    ),
    ...labelledList(
      'Open questions',
      advice.unanswered.map(
        field =>
          `${fieldTitle(model, field)}${decisive.includes(field) ? ', which can change the result' : ''}`,
      ),
    ),
    ...labelledList(
      'Remarks on the answers',
      advice.notices.map(({ text }) => text),
    ),
  ];
}

function optionsInFull(source: RecordSource): Block[] {
  return consideredPatterns(source.subject).flatMap(pattern => [
    label(`${patternTitle(pattern)} in full`),
    ...(pattern === 'hybrid'
      ? [
          paragraph(
            patternDescriptions.hybrid.description,
            'Its parts determine the criteria.',
          ),
          list([
            costArgument(source, 'hybrid'),
            latencyArgument(
              source,
              source.subject.advice.latency.perPattern.hybrid,
            ),
          ]),
        ]
      : plainOption(source, pattern)),
  ]);
}

function plainOption(source: RecordSource, pattern: PlainPattern): Block[] {
  const { subject, model } = source;
  const ranked = findRankedPattern(subject, pattern);
  const { fit = 0, eligible = true, vetoes = [] } = ranked ?? {};
  const costSide = comparedCost(source, pattern)?.side;
  const { latency, cost } = subject.advice;
  const breakEven = cost.breakEvenRequestsPerMonth;
  return [
    paragraph(
      patternDescriptions[pattern].description,
      `Fit: ${rounded(fit)}${eligible ? '' : ', not eligible'}.`,
    ),
    list([
      ...vetoes.map(veto => `Bad, because ${vetoText(veto)}`),
      ...withWeight(ranked).map(contribution =>
        criterionArgument(
          model,
          contribution,
          contribution.criterion === 'cost-at-volume' ? costSide : undefined,
        ),
      ),
      costArgument(source, pattern),
      ...(pattern === 'serverless' && breakEven !== undefined
        ? [
            `Neutral, because it is no longer the cheapest from ${formatCount(breakEven)} requests a month on`,
          ]
        : []),
      latencyArgument(source, latency.perPattern[pattern]),
    ]),
  ];
}

/** Cost of a pattern by part and by purchase option. */
function costArgument(
  source: RecordSource,
  pattern: PlainPattern | 'hybrid',
): string {
  const { subject } = source;
  const compared = comparedCost(source, pattern);
  if (!compared) {
    return unknownArgument(
      source.model,
      'cost',
      subject.advice.cost.perPattern[pattern],
    );
  }
  const { cost, side, text } = compared;
  const { monthly, replicas, purchaseOptions = [] } = cost;
  const requests = subject.profile.workload?.requestsPerMonth;
  const volume =
    requests === undefined
      ? ''
      : ` at ${numberText(requests)} requests a month`;
  const bought = purchaseOptions
    .map(option => `${option.title} ${formatMoney(option.monthly)}`)
    .join(', ');
  return [
    `${side}, because it costs ${monthlyText(monthly)}${volume}, ${text}`,
    `by part: ${partsText(cost)}`,
    replicas === undefined ? '' : `always-on replicas: ${replicas}`,
    bought ? `by purchase option: ${bought}` : '',
  ]
    .filter(part => part !== '')
    .join('; ');
}

/** Latency of a pattern compared with the requirement. */
function latencyArgument(
  source: RecordSource,
  latency: LatencyEstimate | undefined,
): string {
  if (latency?.status !== 'estimated') {
    return unknownArgument(source.model, 'latency', latency);
  }
  const { p50, p95, p99, requirement, meetsRequirement } = latency;
  const { coldStartProbability, coldStartSeconds } = latency;
  const quantiles = `p50 ${formatSeconds(p50)}, p95 ${formatSeconds(p95)} and p99 ${formatSeconds(p99)}`;
  const coldStarts =
    coldStartProbability > 0
      ? `; ${formatShare(coldStartProbability)} of the requests meet a cold start of ${formatSeconds(coldStartSeconds)} more`
      : '';
  if (requirement === undefined) {
    return `Neutral, because no latency is required: ${quantiles}${coldStarts}`;
  }
  return `${meetsRequirement ? 'Good' : 'Bad'}, because its latency, ${quantiles}, ${
    meetsRequirement ? 'meets' : 'misses'
  } the requirement of ${formatSeconds(requirement)}${coldStarts}`;
}

function changes({ subject: { advice } }: RecordSource): Block[] {
  const {
    numbers: byNumber,
    answers: byAnswer,
    weights,
    without,
  } = advice.flips;
  const lines = [byNumber, byAnswer, weights].flatMap(kind =>
    kind.map(({ text }) => text),
  );
  if (lines.length > 0) {
    return [
      label(
        recommendedPattern(advice)
          ? 'What would change the recommendation'
          : 'What would change the leading pattern',
      ),
      list(lines),
      paragraph(
        `Questions whose other answers change nothing: ${without.length}.`,
      ),
    ];
  }
  return [
    paragraph('No single other answer or weight changes the recommendation.'),
  ];
}

/** Empty while no pattern is recommended or decided. */
function roadmap({ subject }: RecordSource): Block[] {
  return chosenPattern(subject)
    ? labelledList(
        'Roadmap',
        subject.advice.roadmap.map(
          ({ title, description, state }) =>
            `${title} (${state}): ${description}`,
        ),
      )
    : [];
}

const subjectTexts: Record<Risk['subject']['kind'], string> = {
  recommended: 'as recommended',
  chosen: 'as decided',
  observed: 'as built',
};

function risks({ subject: { advice } }: RecordSource): Block[] {
  return labelledList(
    'Risks',
    advice.risks.map(risk => {
      const { pattern, placement, kind } = risk.subject;
      const recommended = placement
        ? recommendedPlacement(advice)
        : recommendedPattern(advice);
      const why =
        kind === 'recommended' && recommended === undefined
          ? 'the leader so far'
          : subjectTexts[kind];
      const title = placement
        ? placementTitle(placement)
        : patternTitle(pattern);
      return `${title}, ${why}: ${riskText(risk)}`;
    }),
  );
}

type UsedAssumption = Advice['assumptions'][number];

const kindTexts: Record<UsedAssumption['kind'], string> = {
  'list-price': 'list price',
  'published-limit': 'published limit',
  'published-measurement': 'published measurement',
  estimated: 'estimated from published decisions',
  'our-assumption': 'our assumption',
};

function numbers({ subject, model }: RecordSource): Block[] {
  const { advice, weights = {} } = subject;
  return [
    ...labelledList(
      'Changed weights',
      Object.entries(weights).map(
        ([criterion, weight]) =>
          `${criterionTitle(model, criterion)}: ${weight}`,
      ),
    ),
    ...labelledList(
      'Assumptions behind the numbers',
      advice.assumptions.map(assumptionLine),
    ),
  ];
}

function assumptionLine({
  id,
  title,
  value,
  unit,
  kind,
  range,
  source,
  url,
  date,
  overridden,
}: UsedAssumption): Line {
  const details = [
    ...(overridden ? ['changed for this assessment'] : []),
    kindTexts[kind],
    ...(range
      ? [`between ${numberText(range[0])} and ${numberText(range[1])}`]
      : []),
    `source: ${source}`,
    ...(date && !source.includes(date) ? [date] : []),
  ];
  return {
    text: `${title} (${id}): ${numberText(value)} ${unit}; ${details.join('; ')}`,
    url,
  };
}

function history({ subject: { events }, nameOf }: RecordSource): Block[] {
  return labelledList(
    'History',
    events.map(({ at, actor, action, comment }) =>
      [
        `${formatDay(at)}: ${action} by ${nameOf(actor)}`,
        ...(comment ? [comment] : []),
      ].join(': '),
    ),
  );
}
