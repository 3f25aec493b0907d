import { Section, Table } from '../document';
import { decimal, shareText } from '../format';
import { CostComparison } from './predict';
import { Amount } from './reports';
import { CostErrors, summariseCosts } from './summary';

const usd = (value: number) => {
  const digits = value >= 100 ? 0 : 2;
  return `$${value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')}`;
};

const reportedText = (value: Amount) =>
  typeof value === 'number'
    ? usd(value)
    : `${usd(value[0])} to ${usd(value[1])}`;

const times = (factor: number) => `${decimal(factor, 2)} times`;

function comparisonRow({
  report,
  predicted,
  factor,
  inside,
  why,
}: CostComparison): Table['rows'][number] {
  const { id, url, date, kind, given, reportedUsd, notGiven, note } = report;
  return [
    { text: id, url },
    `${kind}, ${date}`,
    `${reportedText(reportedUsd)} a ${given.period}`,
    ...(predicted
      ? [
          usd(predicted.mid),
          `${usd(predicted.low)} to ${usd(predicted.high)}`,
          times(factor!),
          inside ? 'inside' : '**outside**',
        ]
      : [`not computed: ${why}`, '–', '–', '–']),
    [notGiven.length > 0 && `Not given: ${notGiven.join('; ')}.`, note]
      .filter(Boolean)
      .join(' '),
  ];
}

const errorRow = (errors: CostErrors): string[] => [
  errors.title,
  String(errors.reports),
  times(errors.median),
  times(errors.mostly),
  `${times(errors.worst.factor)} (${errors.worst.id})`,
  shareText(errors.inside),
];

/** Published costs next to predicted ones. */
export function costSection(comparisons: readonly CostComparison[]): Section {
  const summary = summariseCosts(comparisons);
  const [all] = summary;
  const missing = comparisons.filter(({ factor }) => factor === undefined);
  return {
    title: 'Language models: costs against published reports',
    blocks: [
      `${comparisons.length} published bills and cost reports (\`bench/trust/costReports.json\`, with quotes), collected before the first comparison; none was removed afterwards, and no assumption follows from one. The model gets what the report gives: volume, tokens, model or GPU, and stated prices of a GPU hour; hosted prices are from the day of the report. What the report leaves open has the low, middle and high value that the model assumes for open answers. *Bill*: what a provider charged. *Metered*: metered tokens at list prices. *Stated*: a figure of the owner. *Measured*: measured throughput at a rental price.`,
      {
        head: [
          'Reports',
          'Compared',
          'Median factor, up or down',
          'Four of five within',
          'Worst',
          'Inside the predicted range',
        ],
        rows: summary.map(errorRow),
      },
      `So a bill is within ${times(all.mostly)} of the prediction in four of five of these reports, up or down. Reports are few and not a sample: metered tokens at list prices agree almost by construction, and owners rarely publish how much of a GPU is idle.`,
      {
        head: [
          'Report',
          'Kind, date',
          'Reported',
          'Predicted',
          'Range',
          'Predicted over reported',
          'Reported cost',
          'Remarks',
        ],
        rows: comparisons.map(comparisonRow),
      },
      ...(missing.length > 0
        ? [
            `Not computed: ${missing.map(({ report, why }) => `${report.id} (${why})`).join('; ')}.`,
          ]
        : []),
    ],
  };
}
