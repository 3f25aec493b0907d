import { RankedPlacement } from '../../advisor/choice/schemas';
import { recommendedPlacement } from '../../advisor/explain/recommendedPlacement';
import { Placement } from '../../advisor/profile/placements';
import { placementDescriptions } from '../../advisor/options/placements/descriptions';
import { LanguageModelAdvice } from '../../advisor/explain/placementSchemas';
import { PlacementSetup } from '../../advisor/quantities/languageModels/schemas';
import {
  formatCount,
  formatMoney,
  formatSeconds,
  formatShare,
} from '../../advisor/quantities/format';
import {
  comparedPlacementCost,
  monthlyText,
  partsText,
  unknownArgument,
} from './costs';
import { Block, label, labelledList, list, paragraph } from './markdown';
import { placementOptionTitle, setupText } from './placement';
import {
  findLanguageModelAdvice,
  RecordSource,
  UsedLanguageModel,
  withWeight,
} from './subject';
import { criterionArgument, rounded, vetoText } from './texts';

/** Every placement in full, with the tokens and prices behind it. */
export function placementsInFull(source: RecordSource): Block[] {
  const used = findLanguageModelAdvice(source);
  if (!used) {
    return [];
  }
  return [
    ...used.placements.flatMap(ranked => placementInFull(source, ranked)),
    ...labelledList('Tokens and prices', tokenLines(used)),
    ...placementChanges(source, used),
    ...labelledList(
      'Where the language model may run later',
      used.advice.roadmap.map(
        ({ title, description, triggers }) =>
          `${title}: ${description} ${triggers.map(({ text }) => text).join(' ')}`,
      ),
    ),
  ];
}

function placementInFull(
  source: RecordSource,
  ranked: RankedPlacement,
): Block[] {
  const { placement, fit, eligible, vetoes } = ranked;
  const costSide = comparedPlacementCost(source, placement)?.side;
  return [
    label(`${placementOptionTitle(placement)} in full`),
    paragraph(
      placementDescriptions[placement].description,
      `Fit: ${rounded(fit)}${eligible ? '' : ', not eligible'}.`,
    ),
    list([
      ...vetoes.map(veto => `Bad, because ${vetoText(veto)}`),
      ...withWeight(ranked).map(contribution =>
        criterionArgument(
          source.model,
          contribution,
          contribution.criterion === 'model-cost' ? costSide : undefined,
        ),
      ),
      costArgument(source, placement),
      latencyArgument(source, placement),
    ]),
  ];
}

/** Cost of a placement by part, with the hardware and how certain its throughput is. */
function costArgument(source: RecordSource, placement: Placement): string {
  const compared = comparedPlacementCost(source, placement);
  if (!compared) {
    return unknownArgument(
      source.model,
      'cost',
      findLanguageModelAdvice(source)?.advice.cost.perPlacement[placement],
    );
  }
  const { cost, side, text } = compared;
  const { monthly, setup, alternatives = [] } = cost;
  const others = alternatives
    .map(({ model, monthly: each }) => `${model} ${formatMoney(each)}`)
    .join(', ');
  return [
    `${side}, because it costs ${monthlyText(monthly)}, ${text}`,
    `by part: ${partsText(cost)}`,
    `priced as ${setupText(setup)}${setupDetails(setup)}`,
    speedText(setup),
    others ? `other models of this quality: ${others}` : '',
  ]
    .filter(part => part !== '')
    .join('; ');
}

/** How certain the throughput of the hardware is; empty for a provider. */
function speedText({ calibrated, spread }: PlacementSetup): string {
  if (calibrated === undefined) {
    return '';
  }
  return calibrated
    ? 'throughput measured on such hardware'
    : `throughput known within a factor of ${spread}`;
}

function setupDetails({ precision, batch, utilisation }: PlacementSetup) {
  return [
    ...(precision === undefined ? [] : [precision]),
    ...(batch === undefined ? [] : [`${formatCount(batch)} calls at a time`]),
    ...(utilisation === undefined
      ? []
      : [`${formatShare(utilisation)} of the capacity used`]),
  ]
    .map(detail => `, ${detail}`)
    .join('');
}

function latencyArgument(source: RecordSource, placement: Placement): string {
  const latency =
    findLanguageModelAdvice(source)?.advice.latency.perPlacement[placement];
  if (latency?.status !== 'estimated') {
    return unknownArgument(source.model, 'latency', latency);
  }
  const { firstToken, tokensPerSecond, response, requirement } = latency;
  const { coldStartProbability, coldStartSeconds, meetsRequirement } = latency;
  const numbers = [
    `first token p50 ${formatSeconds(firstToken.p50)}, p95 ${formatSeconds(firstToken.p95)}, p99 ${formatSeconds(firstToken.p99)}`,
    `then ${formatCount(tokensPerSecond.p50)} tokens a second`,
    `response p95 ${formatSeconds(response.p95)}`,
    ...(coldStartProbability > 0
      ? [
          `${formatShare(coldStartProbability)} of the calls meet a cold start of ${formatSeconds(coldStartSeconds)} more`,
        ]
      : []),
  ].join('; ');
  if (!requirement) {
    return `Neutral, because no latency is required: ${numbers}`;
  }
  const what = requirement.of === 'first-token' ? 'first token' : 'response';
  return `${meetsRequirement ? 'Good' : 'Bad'}, because its ${what} ${meetsRequirement ? 'meets' : 'misses'} the requirement of ${formatSeconds(requirement.seconds)}: ${numbers}`;
}

function tokenLines({ advice }: UsedLanguageModel): string[] {
  const { tokensPerMonth, priceDate, cost, gateway } = advice;
  const { breakEvenTokensPerMonth, breakEvenUtilisation } = cost;
  const used =
    breakEvenUtilisation === undefined
      ? ''
      : `, where ${formatShare(breakEvenUtilisation)} of their capacity is used`;
  return [
    ...(tokensPerMonth === undefined
      ? []
      : [`Input and output tokens: ${formatCount(tokensPerMonth)} a month`]),
    `Prices as of ${priceDate}`,
    ...(breakEvenTokensPerMonth === undefined
      ? noBreakEvenLines(cost)
      : [
          `Own GPUs are the cheaper above ${formatCount(breakEvenTokensPerMonth)} tokens a month${used}`,
        ]),
    ...(gateway.due ? [] : ['A gateway is not due']),
  ];
}

/** Why there is no break-even; empty if the curves don't show it. */
function noBreakEvenLines({
  perPlacement,
  curve,
}: LanguageModelAdvice['cost']): string[] {
  if (perPlacement['own-gpu'].status === 'impossible') {
    return ['Own GPUs cannot run this load, so they break even at no volume'];
  }
  const premiums = curve.flatMap(({ monthly }) => {
    const [hosted, own] = [monthly['hosted-api'], monthly['own-gpu']];
    return hosted && own ? [hosted.mid - own.mid] : [];
  });
  const [first, last] = [curve.at(0), curve.at(-1)];
  if (!first || !last || premiums.length === 0) {
    return [];
  }
  const range = `between ${formatCount(first.tokensPerMonth)} and ${formatCount(last.tokensPerMonth)} tokens a month`;
  if (premiums.every(premium => premium > 0)) {
    return [`Own GPUs are the cheaper at every volume ${range}`];
  }
  return premiums.every(premium => premium <= 0)
    ? [`A hosted API is the cheaper at every volume ${range}`]
    : [];
}

function placementChanges(
  { subject }: RecordSource,
  { advice: { flips } }: UsedLanguageModel,
): Block[] {
  const lines = [...flips.numbers, ...flips.answers].map(({ text }) => text);
  return lines.length > 0
    ? labelledList(
        recommendedPlacement(subject.advice)
          ? 'What would change the placement'
          : 'What would change the leading placement',
        lines,
      )
    : [
        paragraph(
          'No single other answer changes the placement of the language model.',
        ),
      ];
}
