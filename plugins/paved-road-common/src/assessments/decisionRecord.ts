import { stringify } from 'yaml';
import { Advice, Contribution, RankedPattern } from '../advisor/advice';
import { CriterionId, Weights } from '../advisor/ids';
import { patternDescriptions } from '../advisor/model';
import { Pattern } from '../advisor/patterns';
import { Profile } from '../advisor/profile';
import { getAnswer, questions } from '../advisor/questions';
import {
  answerText,
  bullets,
  criterionArgument,
  criterionTitle,
  dayOf,
  patternTitle,
  riskText,
  rounded,
  stageText,
  vetoText,
} from './decisionRecordTexts';
import { markdownLine, markdownParagraphs } from './escapeMarkdown';
import { LifeCycleState } from './lifeCycle';
import { AssessmentEvent, AssessmentStatus } from './schemas';

const statusInRecord: Record<AssessmentStatus, string> = {
  draft: 'proposed',
  submitted: 'proposed',
  approved: 'accepted',
  rejected: 'rejected',
  superseded: 'superseded',
};

const DRIVERS_SHOWN = 5;

/**
 * What a decision record tells: an assessment, or one that is not stored yet, because its entity is
 * still to be created, and so has no id.
 *
 * @public
 */
export type DecisionRecordSubject = LifeCycleState & {
  id?: string;
  entityRef: string;
  profile: Profile;
  weights?: Weights;
  advice: Advice;
  author: string;
  updatedAt: string;
  events: AssessmentEvent[];
};

/**
 * The decision record of an assessment in MADR 4.0.0 (Markdown Architectural Decision Records).
 * Whatever people wrote is shown literally.
 *
 * @public
 */
export function renderDecisionRecord(
  assessment: DecisionRecordSubject,
): string {
  const chosen = chosenPattern(assessment);
  return [
    frontMatter(assessment),
    `# ${patternTitle(chosen)} for ${markdownLine(assessment.entityRef)}`,
    '## Context and Problem Statement',
    context(assessment),
    '## Decision Drivers',
    drivers(assessment),
    '## Considered Options',
    bullets(options(assessment).map(patternTitle)),
    '## Decision Outcome',
    ...outcome(assessment),
    '### Consequences',
    consequences(assessment),
    '### Confirmation',
    ...confirmation(assessment),
    '## Pros and Cons of the Options',
    ...options(assessment).flatMap(pattern => prosAndCons(assessment, pattern)),
    '## More Information',
    ...moreInformation(assessment),
  ]
    .join('\n\n')
    .concat('\n');
}

function frontMatter(assessment: DecisionRecordSubject): string {
  const people = new Set([assessment.author]);
  if (assessment.status !== 'draft') {
    people.add(assessment.submitted.by);
  }
  if ('review' in assessment) {
    people.add(assessment.review.by);
  }
  const yaml = stringify(
    {
      status: statusInRecord[assessment.status],
      date: dayOf(assessment.updatedAt),
      'decision-makers': [...people],
      consulted: [],
      informed: [],
    },
    { lineWidth: 0 },
  );
  return `---\n${yaml}---`;
}

function context({
  entityRef,
  profile,
  advice,
}: DecisionRecordSubject): string {
  const answers = questions.flatMap(question => {
    const answer = getAnswer(profile, question.path);
    return answer === undefined
      ? []
      : [`${question.title}: ${markdownLine(answerText(question, answer))}`];
  });
  return [
    `Which architecture suits the AI workload of ${markdownLine(
      entityRef,
    )}? ${rounded(advice.completeness * 100)} % of the questions are answered. ${stageText(
      advice.recommendation.stage,
    )}`,
    ...(answers.length > 0 ? [bullets(answers)] : []),
  ].join('\n\n');
}

function drivers({ advice }: DecisionRecordSubject): string {
  const texts = advice.drivers
    .filter(driver => driver.points !== 0)
    .slice(0, DRIVERS_SHOWN)
    .map(driver => driver.text);
  const vetoes = advice.ranking.flatMap(option => option.vetoes.map(vetoText));
  return bullets(
    [...texts, ...vetoes].map(markdownLine),
    'No criterion tells the options apart',
  );
}

function outcome(assessment: DecisionRecordSubject): string[] {
  const { advice, decision } = assessment;
  const recommended = advice.recommendation.pattern;
  const chosen = chosenPattern(assessment);
  const recommendation = markdownLine(advice.recommendation.text);
  const because =
    chosen === recommended
      ? `the decision model recommends it. ${recommendation}`
      : `of the reasons below, which override the recommendation of "${patternTitle(
          recommended,
        )}". ${recommendation}`;
  return [
    `Chosen option: "${patternTitle(chosen)}", because ${because}`,
    ...(decision ? [] : ['Nobody has decided yet; this is what is proposed.']),
    ...(decision?.rationale ? [markdownParagraphs(decision.rationale)] : []),
  ];
}

function consequences(assessment: DecisionRecordSubject): string {
  const { advice, decision } = assessment;
  const chosen = chosenPattern(assessment);
  const good = contributionsOf(assessment, chosen)
    .filter(({ shortfall }) => shortfall === 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, DRIVERS_SHOWN);
  const bad = contributionsOf(assessment, chosen)
    .filter(({ shortfall }) => shortfall > 0)
    .sort((a, b) => b.weight * b.shortfall - a.weight * a.shortfall)
    .slice(0, DRIVERS_SHOWN);
  return bullets(
    [
      ...good.map(criterionArgument),
      ...(decision?.acceptedTradeOffs ?? []).map(
        tradeOff => `Bad, because ${markdownLine(tradeOff)} (accepted)`,
      ),
      ...bad.map(criterionArgument),
      ...advice.risks
        .filter(({ subject }) => subject.pattern === chosen)
        .map(risk => `Bad, because ${riskText(risk)}`),
    ],
    'Neutral, because no criterion is weighed yet',
  );
}

function confirmation(assessment: DecisionRecordSubject): string[] {
  const triggers = assessment.decision?.revisitTriggers ?? [];
  return [
    `The scorecard of ${markdownLine(
      assessment.entityRef,
    )} shows whether it stays on the road that is decided here.`,
    ...(triggers.length > 0
      ? [
          'The decision is looked at again when:',
          bullets(triggers.map(markdownLine)),
        ]
      : []),
  ];
}

function prosAndCons(
  assessment: DecisionRecordSubject,
  pattern: Pattern,
): string[] {
  const { recommendation } = assessment.advice;
  const heading = [
    `### ${patternTitle(pattern)}`,
    patternDescriptions[pattern].description,
  ];
  if (pattern === 'hybrid') {
    return recommendation.pattern === 'hybrid' && recommendation.background
      ? [
          ...heading,
          bullets([
            `Neutral, because the core path runs as ${patternTitle(
              recommendation.core,
            )} and background work as ${patternTitle(recommendation.background)}`,
          ]),
        ]
      : heading;
  }
  const ranked = rankedOf(assessment, pattern);
  return [
    ...heading,
    `Fit: ${rounded(ranked?.fit ?? 0)} of 100${
      ranked?.eligible === false ? ', not eligible' : ''
    }.`,
    bullets(
      [
        ...(ranked?.vetoes ?? []).map(
          veto => `Bad, because ${markdownLine(vetoText(veto))}`,
        ),
        ...contributionsOf(assessment, pattern).map(criterionArgument),
      ],
      'Neutral, because no criterion is weighed yet',
    ),
  ];
}

function moreInformation(assessment: DecisionRecordSubject): string[] {
  const { advice, events, id } = assessment;
  const overridden = advice.assumptions
    .filter(assumption => assumption.overridden)
    .map(({ title, value, unit }) => `${title}: ${value} ${unit}`);
  const weights = Object.entries(assessment.weights ?? {}).map(
    ([criterion, weight]) =>
      `${criterionTitle(criterion as CriterionId)}: ${weight}`,
  );
  return [
    `${id ? `Assessment ${id}, made` : 'Made'} with version ${advice.modelVersion} of the decision model for the serverless platform ${advice.platform}.`,
    ...section('Weights that were changed:', weights),
    ...section('Assumptions that were changed:', overridden),
    ...section(
      'History:',
      events.map(({ at, actor, action, comment }) =>
        [
          `${dayOf(at)}: ${action} by ${actor}`,
          ...(comment ? [comment] : []),
        ].join(': '),
      ),
    ),
  ];
}

function section(title: string, lines: string[]): string[] {
  return lines.length > 0 ? [title, bullets(lines.map(markdownLine))] : [];
}

function options({ advice, decision }: DecisionRecordSubject): Pattern[] {
  const considered: Pattern[] = advice.ranking.map(({ pattern }) => pattern);
  return [advice.recommendation.pattern, decision?.pattern].includes('hybrid')
    ? [...considered, 'hybrid']
    : considered;
}

function chosenPattern({ advice, decision }: DecisionRecordSubject): Pattern {
  return decision?.pattern ?? advice.recommendation.pattern;
}

/** The weighed criteria of a pattern; those of its core for a hybrid. */
function contributionsOf(
  assessment: DecisionRecordSubject,
  pattern: Pattern,
): Contribution[] {
  const plain =
    pattern === 'hybrid' ? assessment.advice.recommendation.core : pattern;
  return (rankedOf(assessment, plain)?.contributions ?? []).filter(
    ({ weight }) => weight > 0,
  );
}

function rankedOf(
  { advice }: DecisionRecordSubject,
  pattern: Pattern,
): RankedPattern | undefined {
  return advice.ranking.find(option => option.pattern === pattern);
}
