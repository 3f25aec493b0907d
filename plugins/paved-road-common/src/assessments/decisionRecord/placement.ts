import { RankedPlacement } from '../../advisor/advice';
import { recommendedPlacement } from '../../advisor/placement/recommendedPlacement';
import { Placement } from '../../advisor/placement/placements';
import {
  PlacementLatency,
  PlacementSetup,
} from '../../advisor/placement/schemas';
import {
  formatCount,
  formatMoney,
  formatSeconds,
} from '../../advisor/quantities/format';
import {
  driverLines,
  isDecisive,
  selectRisks,
  strongestArguments,
  strongestConsequences,
  WeighedOption,
} from './arguments';
import { comparedPlacementCost } from './costs';
import { Block, heading, list, paragraph } from './markdown';
import {
  capitalised,
  chanceWords,
  NO_REASONS,
  overridesText,
  standingWords,
  verdictWords,
} from './standing';
import {
  chosenPlacement,
  findLanguageModelAdvice,
  RecordSource,
  UsedLanguageModel,
  withWeight,
} from './subject';
import { fieldTitles, placementTitle, Side } from './texts';

/* Where a language model runs; empty if the service uses none. */

const MISSING_SHOWN = 2;

const quoted = (placement: Placement) => `"${placementTitle(placement)}"`;
export const placementOptionTitle = (placement: Placement) =>
  `Language model: ${placementTitle(placement)}`;

/** The placement with its reason, fit and chance. */
export function placementOutcome(source: RecordSource): Block[] {
  const used = findLanguageModelAdvice(source);
  if (!used) {
    return [];
  }
  const { subject } = source;
  const chosen = chosenPlacement(subject);
  return [
    paragraph(
      ...placementReason(source, used),
      ...(chosen ? listFitSentences(used, chosen) : []),
    ),
  ];
}

function placementReason(
  source: RecordSource,
  used: UsedLanguageModel,
): string[] {
  const { decision, advice } = source.subject;
  const recommended = recommendedPlacement(advice);
  const chosen = chosenPlacement(source.subject);
  const verdict = (it?: string) => verdictText(source, used, it);
  const subject = 'Placement of the language model';
  if (!chosen) {
    return [`${subject}: none yet, because ${verdict()}`];
  }
  if (chosen === recommended) {
    return [`${subject}: ${quoted(chosen)}, because ${verdict('it')}`];
  }
  return [
    `${subject}: ${quoted(chosen)}, ${
      decision?.rationale ? 'because of the reasons below.' : NO_REASONS
    }`,
    overridesText(recommended, 'placement'),
    capitalised(verdict()),
  ];
}

function verdictText(
  { model }: RecordSource,
  { advice }: UsedLanguageModel,
  it?: string,
): string {
  const { placement, runnerUp, verdict, openAnswers } = advice;
  const first = placement ? quoted(placement) : 'no placement';
  return verdictWords(
    {
      verdict: placement ? verdict : 'nothing-eligible',
      named: it ?? first,
      first,
      second: runnerUp && quoted(runnerUp),
      by: 'the decision model',
      kind: 'placement',
      asked: openAnswers,
    },
    model,
  );
}

function listFitSentences(
  { placements, advice }: UsedLanguageModel,
  chosen: Placement,
): string[] {
  const ranked = findPlacement(placements, chosen);
  const { placement, expected, worstCase } = advice;
  return ranked
    ? standingWords(
        placements,
        ranked,
        option => quoted(option.placement),
        placements.some(({ eligible }) => eligible)
          ? chanceWords(
              `${quoted(chosen)} is the right placement`,
              expected[chosen],
              chosen === placement ? worstCase : expected[chosen],
            )
          : '',
      )
    : [];
}

function findPlacement(
  placements: readonly RankedPlacement[],
  placement: Placement,
): RankedPlacement | undefined {
  return placements.find(ranked => ranked.placement === placement);
}

/** Why the model runs there: exclusions first, then criteria. */
export function placementDrivers(source: RecordSource): Block[] {
  const used = findLanguageModelAdvice(source);
  if (!used) {
    return [];
  }
  const { placements, advice } = used;
  const { placement, runnerUp, drivers } = advice;
  const lines = driverLines(source.model, {
    ranking: placements,
    title: ranked => placementTitle(ranked.placement),
    drivers: drivers.filter(isDecisive),
    first: placement && findPlacement(placements, placement),
    second: runnerUp && findPlacement(placements, runnerUp),
  });
  return [
    paragraph('For where the language model runs:'),
    list(lines.length > 0 ? lines : ['No criterion separates the placements']),
  ];
}

export function placementOptions(source: RecordSource): string[] {
  return (findLanguageModelAdvice(source)?.placements ?? []).map(
    ({ placement }) => placementOptionTitle(placement),
  );
}

/** The strongest arguments for and against each placement, with its cost and latency. */
export function placementProsAndCons(source: RecordSource): Block[] {
  const { placements = [] } = findLanguageModelAdvice(source) ?? {};
  return placements.flatMap(({ placement }) => [
    heading(3, placementOptionTitle(placement)),
    paragraph(
      ...strongestArguments(
        source.model,
        weighedPlacement(placements, placement),
      ),
      numbersText(source, placement),
    ),
  ]);
}

function weighedPlacement(
  placements: readonly RankedPlacement[],
  placement: Placement,
): WeighedOption {
  const ranked = findPlacement(placements, placement);
  return {
    contributions: withWeight(ranked),
    others: placements.filter(other => other !== ranked),
    vetoes: ranked?.vetoes ?? [],
  };
}

/** Cost and latency in one line. */
function numbersText(source: RecordSource, placement: Placement): string {
  const advice = findLanguageModelAdvice(source)?.advice;
  const cost = advice?.cost.perPlacement[placement];
  if (cost?.status === 'unknown') {
    return `Neutral, because its cost is unknown without ${fieldTitles(source.model, cost.missing, MISSING_SHOWN)}.`;
  }
  const compared = comparedPlacementCost(source, placement);
  if (!compared) {
    return '';
  }
  const latency = advice?.latency.perPlacement[placement];
  const side: Side = misses(latency) ? 'Bad' : compared.side;
  return `${[
    `${side}, because it costs ${formatMoney(compared.cost.monthly.mid)} a month with ${setupText(compared.cost.setup)}, ${compared.text}`,
    ...(latency?.status === 'estimated' ? [latencyText(latency)] : []),
  ].join('; ')}.`;
}

function misses(latency: PlacementLatency | undefined): boolean {
  return latency?.status === 'estimated' && latency.meetsRequirement === false;
}

type EstimatedLatency = Extract<PlacementLatency, { status: 'estimated' }>;

/** The 95th percentile of the first token, and of the whole response where that is required. */
function latencyText({
  firstToken,
  response,
  requirement,
  meetsRequirement,
}: EstimatedLatency): string {
  const first = `first token p95 ${formatSeconds(firstToken.p95)}`;
  if (!requirement) {
    return first;
  }
  const whole =
    requirement.of === 'response'
      ? `, response p95 ${formatSeconds(response.p95)}`
      : '';
  return `${first}${whole}, ${meetsRequirement ? 'within' : 'over'} the required ${formatSeconds(requirement.seconds)}`;
}

/** The priced setup, such as "Llama 3.3 70B on 2 x 4 H100". */
export function setupText({
  model,
  gpu,
  gpusPerReplica = 1,
  replicas,
}: PlacementSetup): string {
  if (gpu === undefined) {
    return model;
  }
  const gpus = `${gpusPerReplica} ${gpu}`;
  return `${model} on ${replicas === undefined ? gpus : `${replicas} x ${gpus}`}`;
}

/** Advantages and disadvantages of the placement, and whether a gateway is due. */
export function placementConsequences(source: RecordSource): string[] {
  const used = findLanguageModelAdvice(source);
  const { subject, model } = source;
  const chosen = chosenPlacement(subject);
  if (!used || !chosen) {
    return [];
  }
  const compared = comparedPlacementCost(source, chosen);
  const { good, bad } = strongestConsequences(model, {
    option: weighedPlacement(used.placements, chosen),
    risks: selectRisks(
      subject.advice.risks,
      ({ placement }) => placement === chosen,
    ),
    cost:
      compared?.side === 'Bad'
        ? `Bad, because of the cost of the language model: ${compared.text}`
        : undefined,
  });
  const { due, reasons } = used.advice.gateway;
  return [
    ...good,
    ...bad,
    ...(due
      ? [
          `Neutral, because a gateway for budgets, keys, fallback and logs is due. ${reasons.join(' ')}`,
        ]
      : []),
  ];
}

/** The predictions to measure once the service runs; empty if there are none. */
export function placementConfirmation(source: RecordSource): string {
  const used = findLanguageModelAdvice(source);
  const chosen = chosenPlacement(source.subject);
  const cost = chosen && used?.advice.cost.perPlacement[chosen];
  if (!used || !chosen || cost?.status !== 'estimated') {
    return '';
  }
  const { tokensPerMonth, latency } = used.advice;
  const expected = latency.perPlacement[chosen];
  const parts = [
    ...(tokensPerMonth === undefined
      ? []
      : [`${formatCount(tokensPerMonth)} tokens a month`]),
    ...(expected.status === 'estimated'
      ? [
          `a first token within ${formatSeconds(expected.firstToken.p95)} for 95 of 100 calls`,
        ]
      : []),
    `a budget of ${formatMoney(cost.monthly.mid)} a month for the language model`,
  ];
  return `${quoted(chosen)} assumes ${parts.join(', ')}: measure them once it runs.`;
}

/** When to review the placement. */
export function placementTriggers(source: RecordSource): string[] {
  const used = findLanguageModelAdvice(source);
  const chosen = chosenPlacement(source.subject);
  if (!used || !chosen) {
    return [];
  }
  const { placement, roadmap, priceDate } = used.advice;
  // The steps lead on from the recommended placement.
  const steps = chosen === placement ? roadmap : [];
  return [
    ...steps
      .flatMap(({ triggers }) => triggers.slice(0, 1))
      .map(({ text }) => text),
    `Models or prices change a lot; prices are from ${priceDate}`,
  ];
}
