import {
  Pattern,
  patterns,
} from '../../plugins/paved-road-common/src/advisor/profile/patterns';
import { isMet } from '../scorecards/tables';
import { CaseRow } from './caseRows';
import { Section, Table } from './document';
import {
  decimal,
  percent,
  shareText,
  shareWithInterval,
  thousands,
} from './format';
import { JudgedAnswer } from './judged';
import { Share } from './metrics';
import { TrustReport } from './report';
import { ConfidenceSummary } from './confidence';
import { FitSweep, mostPoints } from './fitSweep';
import { Target } from './targets';

/* The report as texts and tables. */

const amount = ({ digits, unit }: Target, value: number) =>
  `${decimal(value, digits)}${unit}`;

const reachedText = (target: Target) => amount(target, target.reached);

const boundText = (target: Target) =>
  'atLeast' in target.bound
    ? `at least ${amount(target, target.bound.atLeast)}`
    : `at most ${amount(target, target.bound.atMost)}`;

export function targetSection({
  targets,
  withoutReason,
}: TrustReport): Section {
  const missed = targets.filter(target => !isMet(target));
  return {
    title: 'Targets',
    blocks: [
      {
        head: ['What is asked', 'Bound', 'Reached', ''],
        rows: targets.map(target => [
          target.title,
          boundText(target),
          reachedText(target),
          isMet(target) ? 'met' : 'missed',
        ]),
      },
      missed.length > 0
        ? `Missed:\n\n${missed.map(target => `- ${target.title}: ${reachedText(target)}, ${boundText(target)} asked`).join('\n')}`
        : 'None is missed.',
      ...(withoutReason.length > 0
        ? [
            `Wrong without a reason that is stated: ${withoutReason.join(', ')}.`,
          ]
        : []),
    ],
  };
}

export function accuracySection(report: TrustReport): Section {
  const { methods, baselines, decisions, frontierModel, calibration } = report;
  const orNone = (share: Share | undefined) =>
    share ? shareWithInterval(share) : '–';
  return {
    title: 'Accuracy',
    blocks: [
      `${decisions} published decisions: how often the model finds the actual core, with the 95 % interval (Wilson). *As published* uses only answers that the source states; *complete* adds the answers that a reader would infer. *Left out* means that the weights were estimated from all other decisions and the article’s examples. Criteria, ratings and demands are always the same; their authors knew the decisions, and no figure here corrects for that. *New* decisions are the ones that model 1 was not made with; the *hard* ones of them were chosen because rules of thumb are often wrong on them. Decisions of one source are left out together. Five entries of the tables of model 2.2 were chosen with these figures in sight, which favours the model.`,
      {
        head: [
          'Method',
          'Core, complete',
          'Core, as published',
          'Core, complete, new',
          'Core, complete, hard',
          'Pattern, complete',
          'Pattern, as published',
        ],
        rows: methods.map(({ title, core, newOnes, hard, pattern }) => [
          title,
          shareWithInterval(core.completed),
          shareWithInterval(core.profile),
          shareWithInterval(newOnes),
          shareWithInterval(hard),
          orNone(pattern?.completed),
          orNone(pattern?.profile),
        ]),
      },
      baselines
        .map(({ title, method }) => `- *${title}*: ${method}`)
        .join('\n'),
      `A frontier language model, asked blind as an architect with the complete profile and nothing else, finds ${shareWithInterval(frontierModel.core)} of the hard ones, with a Brier score of ${decimal(frontierModel.brier, 3)}. It was not asked about the others.`,
      `The shipped model agrees with ${shareText(calibration)} of the article’s own examples and advice. They are a minimum and not counted above.`,
    ],
  };
}

export function confidenceSection({ confidence }: TrustReport): Section {
  const row = ({ title, answers, verdicts, brier }: ConfidenceSummary) => [
    title,
    percent(verdicts.clear.of / answers),
    shareWithInterval(verdicts.clear),
    shareText(verdicts.close),
    shareText(verdicts['not-enough-answers']),
    decimal(brier, 3),
  ];
  return {
    title: 'Verdicts and confidence',
    blocks: [
      `A verdict is *clear*, *close*, or *not enough answers*, which states no winner; the page then counts whether the pattern in front would have been right. The Brier score is the mean of (probability of the stated core less 1 if it is accepted, else 0) squared.`,
      {
        head: [
          'Answers',
          'Clear',
          'Of these right',
          'Close, right',
          'Not enough answers, would be right',
          'Brier score',
        ],
        rows: confidence.map(row),
      },
      ...confidence.slice(0, 2).flatMap(reliabilityBlocks),
    ],
  };
}

function reliabilityBlocks({ title, reliability }: ConfidenceSummary) {
  return [
    `${title}: how often answers of about the same probability are right.`,
    {
      head: ['Stated', 'Answers', 'Mean stated', 'Right'],
      rows: reliability
        .filter(({ share }) => share.of > 0)
        .map(({ from, to, share, meanConfidence }) => [
          `${decimal(from, 1)} to ${decimal(to, 1)}`,
          String(share.of),
          decimal(meanConfidence, 2),
          shareWithInterval(share),
        ]),
    },
  ];
}

export function weightSection({ weights }: TrustReport): Section {
  return {
    title: 'Weights',
    blocks: [
      'What each criterion weighs by judgement, what all decisions together estimate, and what the model is shipped with. The last row is the scale of the chances.',
      {
        head: ['Criterion', 'By judgement', 'Estimated', 'Shipped'],
        rows: weights.map(({ id, judged, estimated, shipped, digits }) => [
          id,
          decimal(judged, digits),
          decimal(estimated, digits),
          decimal(shipped, digits),
        ]),
      },
    ],
  };
}

export const verdictWords = {
  clear: 'clear',
  close: 'close',
  'not-enough-answers': 'not enough answers',
} as const;

const answerText = ({
  said: { pattern, core, verdict },
  right,
}: JudgedAnswer) =>
  `${pattern === 'hybrid' ? `${core} (hybrid)` : core}, ${verdictWords[verdict]}${right ? '' : ', **wrong**'}`;

const frontierText = ({
  said: { core, p },
  right,
}: NonNullable<CaseRow['frontierModel']>) =>
  `${core}, ${decimal(p[core], 2)}${right ? '' : ', **wrong**'}`;

const caseRow = (row: CaseRow): Table['rows'][number] => [
  row.url ? { text: row.id, url: row.url } : row.id,
  row.expected.join(' or '),
  answerText(row.asPublished),
  answerText(row.completed),
  answerText(row.leftOut),
  decimal(row.leftOut.said.confidence, 2),
  row.frontierModel ? frontierText(row.frontierModel) : '–',
  row.leftOut.right
    ? 'right'
    : (row.reason ?? 'wrong, without a stated reason'),
];

function caseTable(cases: readonly CaseRow[]): Table {
  return {
    head: [
      'Decision',
      'Came out',
      'As published',
      'Complete',
      'Complete, left out',
      'Probability',
      'A frontier language model',
      'Right, or why not',
    ],
    rows: cases.map(caseRow),
  };
}

export function caseSection({ cases }: TrustReport): Section {
  return {
    title: 'Case by case',
    blocks: [
      'The actual core and the answers of the model. The probability and the last column belong to the answer left out. Wrong cases stay in the table.',
      caseTable(cases.filter(({ frontierModel }) => !frontierModel)),
      'The hard ones, with the core and the probability that a frontier language model gave when asked blind as an architect with the complete profile and nothing else:',
      caseTable(cases.filter(({ frontierModel }) => frontierModel)),
    ],
  };
}

/** Numbers of answers by what is wrong with them. */
export const blunderTable = (counts: Record<string, number>): Table => ({
  head: ['Answers that nobody should give', 'Count'],
  rows: Object.entries(counts).map(([what, count]) => [what, thousands(count)]),
});

export function generatedSection({ generated }: TrustReport): Section {
  const { profiles, slices, blunders } = generated;
  const shares = <K extends string>(
    counts: Record<K, number>,
    keys: readonly K[],
    of: number,
  ) => keys.map(key => percent(counts[key] / of));
  const plain = patterns.filter(
    (pattern): pattern is Exclude<Pattern, 'hybrid'> => pattern !== 'hybrid',
  );
  return {
    title: 'Generated profiles',
    blocks: [
      `${thousands(profiles)} complete profiles that nobody chose: every choice is as likely as any other, and numbers are uniform in their logarithm over what is usual. Many are odd, since the answers are independent of each other.`,
      {
        head: [
          'Profiles',
          'Count',
          ...patterns.map(pattern => pattern),
          ...plain.map(pattern => `core ${pattern}`),
        ],
        rows: slices.map(slice => [
          slice.title,
          thousands(slice.profiles),
          ...shares(slice.patterns, patterns, slice.profiles),
          ...shares(slice.cores, plain, slice.profiles),
        ]),
      },
      blunderTable({
        'Dominated: the core costs 4 times and $5,000 a month more than an eligible pattern that meets the latency and, cost aside, fits no worse':
          blunders.dominated,
        'Missed: the core misses a latency that another eligible pattern meets':
          blunders.missed,
      }),
    ],
  };
}

export function sweepSection(report: TrustReport): Section {
  const { fitSweep, languageModels, decisions, swept } = report;
  const row = (of: string, sweep: FitSweep): string[] => [
    of,
    thousands(sweep.changes),
    thousands(sweep.violations),
    `${Number(sweep.worst.toPrecision(2))} points`,
    sweep.example,
  ];
  return {
    title: 'Numbers changed by 1 %',
    blocks: [
      `Each number in turn, of the ${decisions} decisions and of ${swept} generated profiles; with a language model, of the ${languageModels.decisions} decisions and of ${thousands(languageModels.swept)} profiles. ${thousands(languageModels.fitSweep.limits)} more changes crossed a hard limit, such as a context window, a rate limit or a memory, which rules a placement out at once. Property tests check that more work never costs less, that more data between stages never speaks for functions, and that an open answer never raises a worst case.`,
      {
        head: [
          'Fits of',
          'Changes',
          `By more than ${mostPoints} points`,
          'Worst',
          'Where',
        ],
        rows: [
          row('patterns', fitSweep),
          row('placements', languageModels.fitSweep),
        ],
      },
    ],
  };
}
