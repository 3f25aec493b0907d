import { QuestionStep, questionSteps } from '../../advisor/profile/question';
import { formatDate } from '../../advisor/quantities/format';
import { answersTo } from './context';
import { Axis, RecordSource } from './axes';
import { Block, table } from './markdown';
import { criterionTitle, numberText } from './texts';

const FLIPS_SHOWN = 5;

const stepTitles: Record<QuestionStep, string> = {
  team: 'Team',
  product: 'Product',
  workload: 'Workload',
  llm: 'Language model',
  growth: 'Growth',
};

/** What a later reader needs to check the record, in one table without empty rows. */
export function informationTable(source: RecordSource): Block {
  const { subject, model, axes, nameOf } = source;
  const { advice, id = '', weights = {}, events } = subject;
  const platform = model.platforms[advice.platform]?.title ?? advice.platform;
  const rows: [title: string, values: string[]][] = [
    ['Assessment', [id]],
    ['Decision model', [`${advice.modelVersion}, functions on ${platform}`]],
    ...questionSteps.map((step): [string, string[]] => [
      stepTitles[step],
      [
        answersTo(
          source,
          model.questions.filter(each => each.step === step),
        ),
      ],
    ]),
    ['Prices', describePrices(source)],
    ['Priced models', axes.flatMap(pricedModels)],
    [
      'Changed weights',
      Object.entries(weights).map(
        ([criterion, weight]) =>
          `${criterionTitle(model, criterion)}: ${weight}`,
      ),
    ],
    [
      'Changed assumptions',
      advice.assumptions
        .filter(({ overridden }) => overridden)
        .map(
          ({ id: key, title, value, unit }) =>
            `${title} (${key}): ${numberText(value)} ${unit}`,
        ),
    ],
    ...axes.map(({ name, flips }): [string, string[]] => [
      `Would change the ${name.toLowerCase()}`,
      flips.slice(0, FLIPS_SHOWN).map(({ text }) => text),
    ]),
    [
      'History',
      events
        // A thread can be longer than the record, so only its last comment appears.
        .filter(
          ({ action }, index) =>
            action !== 'commented' || events[index + 1]?.action !== 'commented',
        )
        .map(
          ({ at, actor, action, comment }) =>
            `${formatDate(at)} ${action} by ${nameOf(actor)}${comment ? `: ${comment}` : ''}`,
        ),
    ],
  ];
  return table(
    ['Basis', 'Value'],
    rows
      .map(([title, values]) => [title, values.join('; ')])
      .filter(([, value]) => value !== ''),
  );
}

function describePrices({ subject: { advice } }: RecordSource): string[] {
  const listed = advice.assumptions
    .flatMap(({ kind, date }) => (kind === 'list-price' && date ? [date] : []))
    .sort();
  const models = advice.languageModel?.priceDate;
  return [
    ...(models ? [`language models as of ${models}`] : []),
    ...(listed.length > 0 ? [`list prices up to ${listed.at(-1)}`] : []),
  ];
}

/** The models and the hardware behind the costs of placements. */
function pricedModels({ options }: Axis): string[] {
  return options.flatMap(({ name, cost }) => {
    if (cost?.status !== 'estimated' || !('setup' in cost)) {
      return [];
    }
    const { model, gpu, gpusPerReplica = 1, replicas = 1 } = cost.setup;
    const { calibrated, spread } = cost.setup;
    const hardware = gpu ? ` on ${replicas} x ${gpusPerReplica} ${gpu}` : '';
    const accuracy =
      calibrated === false ? `, within a factor of ${spread}` : '';
    return [`${name}: ${model}${hardware}${accuracy}`];
  });
}
