import {
  Placement,
  placements,
} from '../../../plugins/paved-road-common/src/advisor/profile/placements';
import { costSection } from '../costs';
import { placementDescriptions } from '../../../plugins/paved-road-common/src/advisor/options/placements/descriptions';
import { Section, Table } from '../document';
import {
  decimal,
  percent,
  shareText,
  shareWithInterval,
  thousands,
} from '../format';
import { blunderTable, verdictWords } from '../sections';
import { PlacementAnswer, PlacementRow } from './judged';
import { LanguageModelReport } from './report';
import { ThroughputRow } from './throughput';

/* The figures of placements as texts and tables. */

const getPlacementTitle = (placement: Placement) =>
  placementDescriptions[placement].title;

const answerText = ({ placement, verdict, chance, right }: PlacementAnswer) =>
  [
    placement ? getPlacementTitle(placement) : 'none is eligible',
    verdictWords[verdict],
    decimal(chance, 2),
    ...(right ? [] : ['**wrong**']),
  ].join(', ');

function patternText({ answers, expectedPatterns }: PlacementRow): string {
  if (!expectedPatterns) {
    return '–';
  }
  const { profile, completed } = answers;
  const said = ({ pattern, patternRight }: PlacementAnswer) =>
    patternRight ? pattern : `${pattern}, **wrong**`;
  return `${expectedPatterns.join(' or ')}: ${said(profile)}; complete ${said(completed)}`;
}

function whyText({
  profile,
  completed,
  answered,
}: PlacementRow['answers']): string {
  const wrong = [profile, completed, answered].filter(({ right }) => !right);
  const reasons = new Set(
    wrong.map(({ reason }) => reason ?? 'Wrong, no reason recorded.'),
  );
  return wrong.length > 0 ? [...reasons].join(' ') : 'right';
}

const caseRow = (row: PlacementRow): Table['rows'][number] => [
  row.url ? { text: row.id, url: row.url } : row.id,
  row.expected.map(getPlacementTitle).join(' or '),
  answerText(row.answers.profile),
  answerText(row.answers.completed),
  answerText(row.answers.answered),
  row.frontierModel
    ? `${getPlacementTitle(row.frontierModel.placement)}, ${decimal(row.frontierModel.chance, 2)}${row.frontierModel.right ? '' : ', **wrong**'}`
    : '–',
  patternText(row),
  whyText(row.answers),
];

function decisionSection({ judged, decisions }: LanguageModelReport): Section {
  const { rows, methods, patterns, verdicts } = judged;
  return {
    title: 'Language models',
    blocks: [
      `${decisions} published decisions about where a language model runs: how often the model finds the actual placement, with the 95 % interval (Wilson). They were drawn at random from a larger collection. Weights are estimated from them, and each decision is judged with the weights estimated from all others (left out); the authors of ratings and questions knew them and saw these results, which favours the model over the other methods. Most were read in a summary; successes are over-represented; if a source names several placements, each of them is right. *As published* uses only answers that the source states; *complete* adds the rest, each answer with a reason, before the results were seen; *with newer answers* adds what the source says about an own or tuned model, contracts, several models and use offline, which was read with sight of the outcome. An excluded placement is never right.`,
      {
        head: [
          'Method',
          'Placement, as published',
          'Placement, complete',
          'Placement, with newer answers',
        ],
        rows: methods.map(({ title, found }) => [
          title,
          shareWithInterval(found.profile),
          shareWithInterval(found.completed),
          shareWithInterval(found.answered),
        ]),
      },
      `A frontier language model, asked blind as an architect with the complete profile and the stated facts, some of which give the outcome away, finds ${shareText(judged.frontierModel)} of those it was asked about. Brier score of the chances, left out: ${decimal(judged.brier.completed, 3)} complete, ${decimal(judged.brier.answered, 3)} with newer answers.`,
      methods
        .flatMap(({ title, method }) =>
          method ? [`- *${title}*: ${method}`] : [],
        )
        .join('\n'),
      `So few decisions cannot separate methods that differ by one or two. Where the source states the pattern around the model, it is right in ${shareText(patterns.profile)} as published, and in ${shareText(patterns.completed)} complete.`,
      {
        head: [
          'Verdict',
          'As published, right',
          'Complete, right',
          'With newer answers, right',
        ],
        rows: (['clear', 'close', 'not-enough-answers'] as const).map(
          verdict => [
            verdictWords[verdict],
            shareWithInterval(verdicts.profile[verdict]),
            shareWithInterval(verdicts.completed[verdict]),
            shareWithInterval(verdicts.answered[verdict]),
          ],
        ),
      },
      'The placement, the verdict, and the chance of the placement over what the open answers may turn out to be. A wrong case stays in the table.',
      {
        head: [
          'Decision',
          'Came out',
          'As published',
          'Complete',
          'With newer answers',
          'A frontier language model',
          'Pattern, where stated',
          'Right, or why not',
        ],
        rows: rows.map(caseRow),
      },
    ],
  };
}

const factorText = (factor: number) => `${decimal(factor, 2)} times`;

const outsideRow = (row: ThroughputRow): string[] => [
  `${row.model}, ${row.machine}, ${row.engine}`,
  `${row.tokens}, ${row.concurrency}`,
  thousands(row.published),
  thousands(row.computed),
  factorText(row.factor),
  factorText(row.spread),
];

function throughputSection({ throughput }: LanguageModelReport): Section {
  const { families, outside, notComputed } = throughput;
  return {
    title: 'Language models: throughput',
    blocks: [
      'Published throughput beside what the model computes from memory, bandwidth and arithmetic. The coefficients of a family were fitted on these rows, so that the figures say how well the formula holds them, not how well it foresees others.',
      {
        head: [
          'Calibrated family',
          'Rows',
          'Median error',
          'Worst error',
          'Said',
        ],
        rows: families.map(({ id, rows, median, worst, spread }) => [
          id,
          String(rows),
          percent(median),
          percent(worst),
          `within ${percent(spread - 1)}`,
        ]),
      },
      'Outside of the calibrated families the result says a wider range, and that it is not measured.',
      {
        head: [
          'Measured',
          'Tokens in and out, requests at a time',
          'Published, tokens a second',
          'Computed',
          'Computed over published',
          'Said range, up and down',
        ],
        rows: outside.map(outsideRow),
      },
      `Not computed: ${notComputed.map(({ what, why, rows }) => `${what} (${rows}; ${why})`).join('; ')}.`,
    ],
  };
}

function generatedSection({ generated }: LanguageModelReport): Section {
  const { profiles, slices, blunders } = generated;
  return {
    title: 'Language models: generated profiles',
    blocks: [
      `${thousands(profiles)} complete profiles with a language model that nobody chose, made as the others are, with 300 to 100 million requests a month. Where a context window, a rate limit, a memory and a residency leave nothing, none is eligible.`,
      {
        head: [
          'Profiles',
          'Count',
          ...placements.map(getPlacementTitle),
          'None eligible',
        ],
        rows: slices.map(
          ({ title, profiles: count, placements: found, none }) => [
            title,
            thousands(count),
            ...placements.map(placement => percent(found[placement] / count)),
            percent(none / count),
          ],
        ),
      },
      blunderTable({
        'Dominated: costs 4 times and $5,000 a month more than an eligible placement that meets the latency and, cost aside, fits no worse':
          blunders.dominated,
        'Missed: more than half of the calls miss a latency that another eligible placement meets':
          blunders.missed,
      }),
    ],
  };
}

export function languageModelSections(report: LanguageModelReport): Section[] {
  return [
    decisionSection,
    throughputSection,
    ({ costs }: LanguageModelReport) => costSection(costs),
    generatedSection,
  ].map(section => section(report));
}
