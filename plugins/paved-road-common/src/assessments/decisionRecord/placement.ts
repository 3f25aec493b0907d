import { Contribution, RankedPlacement, Risk } from '../../advisor/advice';
import { announcedPlacement } from '../../advisor/placement/announcedPlacement';
import {
  Placement,
  placementDescriptions,
} from '../../advisor/placement/placements';
import {
  LanguageModelAdvice,
  PlacementLatency,
  PlacementSetup,
} from '../../advisor/placement/schemas';
import {
  formatCount,
  formatMoney,
  formatSeconds,
  formatShare,
} from '../../advisor/quantities/format';
import {
  consAmong,
  prosAmong,
  strongestArguments,
  WeighedOption,
} from './arguments';
import { comparedPlacementCost, partsText } from './costs';
import {
  Block,
  heading,
  label,
  labelledList,
  list,
  paragraph,
} from './markdown';
import {
  capitalised,
  chanceWords,
  overridesText,
  standingWords,
  verdictWords,
} from './standing';
import {
  chosenPlacement,
  findLanguageModel,
  RecordSource,
  UsedLanguageModel,
} from './subject';
import {
  criterionArgument,
  criterionTitle,
  fieldTitle,
  fieldTitles,
  placementTitle,
  rounded,
  shortArgument,
  shortRiskText,
  Side,
  judgeShortfall,
  vetoText,
} from './texts';

/* What the record tells of where a language model runs; nothing where none is used. */

const MISSING_SHOWN = 2;
const DRIVERS_SHOWN = 4;
/** Fewer points of fit than this decide nothing. */
const TELLING_POINTS = 0.5;
const BAD_SHOWN = 2;

const quoted = (placement: Placement) => `"${placementTitle(placement)}"`;
const optionTitle = (placement: Placement) =>
  `Language model: ${placementTitle(placement)}`;

/** Where the model runs and why, what is said of it, and how sure that is. */
export function placementOutcome(source: RecordSource): Block[] {
  const used = findLanguageModel(source);
  if (!used) {
    return [];
  }
  const { subject } = source;
  const chosen = chosenPlacement(subject);
  return [
    paragraph(
      ...placementReason(source, used),
      ...(chosen ? describeFit(used, chosen) : []),
    ),
  ];
}

function placementReason(
  source: RecordSource,
  used: UsedLanguageModel,
): string[] {
  const { decision, advice } = source.subject;
  const recommended = announcedPlacement(advice);
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
      decision?.rationale
        ? 'because of the reasons below.'
        : 'because it was decided so; no reasons are given.'
    }`,
    overridesText(recommended, 'placement'),
    capitalised(verdict()),
  ];
}

function verdictText(
  { model }: RecordSource,
  { placements, advice }: UsedLanguageModel,
  it?: string,
): string {
  const { placement, runnerUp, verdict, openAnswers } = advice;
  return verdictWords(
    {
      verdict: placements.some(({ eligible }) => eligible)
        ? verdict
        : 'nothing-eligible',
      named: it ?? quoted(placement),
      first: quoted(placement),
      second: runnerUp && quoted(runnerUp),
      by: 'the decision model',
      kind: 'placement',
      asked: openAnswers,
    },
    model,
  );
}

function describeFit(
  { placements, advice }: UsedLanguageModel,
  chosen: Placement,
): string[] {
  const ranked = rankedIn(placements, chosen);
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

function rankedIn(
  placements: readonly RankedPlacement[],
  placement: Placement,
): RankedPlacement | undefined {
  return placements.find(ranked => ranked.placement === placement);
}

/** What decides where the model runs: what rules a placement out, then what speaks for which. */
export function placementDrivers(source: RecordSource): Block[] {
  const used = findLanguageModel(source);
  if (!used) {
    return [];
  }
  const { placements, advice } = used;
  const ruledOut = placements
    .filter(({ vetoes }) => vetoes.length > 0)
    .map(
      ({ placement, vetoes: [{ text }] }) =>
        `Rules out ${quoted(placement)}: ${text}`,
    );
  const missed = placements
    .filter(({ missesRequirement }) => missesRequirement)
    .map(
      ({ placement }) =>
        `${placementTitle(placement)} misses the latency that is required and that another placement meets`,
    );
  const reasons = advice.drivers
    .filter(({ points }) => Math.abs(points) >= TELLING_POINTS)
    .flatMap(({ criterion, points }) => {
      const favoured = points > 0 ? advice.placement : advice.runnerUp;
      const reason =
        favoured &&
        rankedIn(placements, favoured)?.contributions.find(
          contribution => contribution.criterion === criterion,
        )?.reason;
      return favoured && reason !== undefined
        ? [
            `${criterionTitle(source.model, criterion)} favours ${placementTitle(favoured)}: ${reason}`,
          ]
        : [];
    });
  const lines = [...ruledOut, ...missed, ...reasons].slice(0, DRIVERS_SHOWN);
  return [
    paragraph('For where the language model runs:'),
    list(
      lines.length > 0 ? lines : ['No criterion tells the placements apart'],
    ),
  ];
}

export function placementOptions(source: RecordSource): string[] {
  return (findLanguageModel(source)?.placements ?? []).map(({ placement }) =>
    optionTitle(placement),
  );
}

/** For each placement what speaks most for it and against it, and its cost and latency. */
export function placementProsAndCons(source: RecordSource): Block[] {
  const { placements = [] } = findLanguageModel(source) ?? {};
  return placements.flatMap(({ placement }) => [
    heading(3, optionTitle(placement)),
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
  const ranked = rankedIn(placements, placement);
  return {
    contributions: weighedIn(ranked),
    others: placements.filter(other => other !== ranked),
    vetoes: ranked?.vetoes ?? [],
  };
}

function weighedIn(ranked: RankedPlacement | undefined): Contribution[] {
  return (ranked?.contributions ?? []).filter(({ weight }) => weight > 0);
}

/** Cost and latency in one line. */
function numbersText(source: RecordSource, placement: Placement): string {
  const advice = findLanguageModel(source)?.advice;
  const cost = advice?.cost.perPlacement[placement];
  if (cost?.status === 'unknown') {
    return `Neutral, because its cost is not known without ${fieldTitles(source.model, cost.missing, MISSING_SHOWN)}.`;
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

/** "Llama 3.3 70B on 2 x 4 H100": what is priced. */
function setupText({
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

/** What follows from the placement: what is good and bad in it, and whether a gateway is due. */
export function placementConsequences(source: RecordSource): string[] {
  const used = findLanguageModel(source);
  const { subject, model } = source;
  const chosen = chosenPlacement(subject);
  if (!used || !chosen) {
    return [];
  }
  const weighed = weighedPlacement(used.placements, chosen);
  const compared = comparedPlacementCost(source, chosen);
  const bad = [
    ...placementRisks(subject.advice.risks, chosen).map(
      risk => `Bad, because of ${shortRiskText(risk)}`,
    ),
    ...(compared?.side === 'Bad'
      ? [
          `Bad, because of what the language model costs there: ${compared.text}`,
        ]
      : []),
    ...consAmong(weighed).map(con =>
      shortArgument(model, judgeShortfall(con.shortfall), con),
    ),
  ].slice(0, BAD_SHOWN);
  const { due, reasons } = used.advice.gateway;
  return [
    ...prosAmong(weighed)
      .slice(0, 1)
      .map(pro => shortArgument(model, 'Good', pro)),
    ...bad,
    ...(due
      ? [
          `Neutral, because a gateway for budgets, keys, fallback and logs is due. ${reasons.join(' ')}`,
        ]
      : []),
  ];
}

const severities = ['high', 'medium', 'low'];

/** The risks that come from a placement, each once, worst first. */
function placementRisks(risks: readonly Risk[], chosen: Placement): Risk[] {
  const found = risks.filter(({ subject }) => subject.placement === chosen);
  return [...new Map(found.map(risk => [risk.id, risk])).values()].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
}

/** What the placement rests on, to be measured once it runs; empty where that is not known. */
export function placementConfirmation(source: RecordSource): string {
  const used = findLanguageModel(source);
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
  return `${quoted(chosen)} rests on ${parts.join(', ')}: measure them once it runs.`;
}

/** When the placement is looked at again. */
export function placementTriggers(source: RecordSource): string[] {
  const used = findLanguageModel(source);
  const chosen = chosenPlacement(source.subject);
  if (!used || !chosen) {
    return [];
  }
  const { placement, roadmap, priceDate } = used.advice;
  // The steps lead on from the recommended placement.
  const steps = chosen === placement ? roadmap : [];
  return [
    ...steps.flatMap(({ triggers }) => triggers.slice(0, 1)).map(textOf),
    `Models or prices change by much; the prices are those of ${priceDate}`,
  ];
}

function textOf({ text }: { text: string }): string {
  return text;
}

/** All of the placements that page one leaves out, and the tokens and prices behind them. */
export function placementsInFull(source: RecordSource): Block[] {
  const used = findLanguageModel(source);
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
          `${title}: ${description} ${triggers.map(textOf).join(' ')}`,
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
    label(`${optionTitle(placement)} in full`),
    paragraph(
      placementDescriptions[placement].description,
      `Fit: ${rounded(fit)}${eligible ? '' : ', not eligible'}.`,
    ),
    list([
      ...vetoes.map(veto => `Bad, because ${vetoText(veto)}`),
      ...weighedIn(ranked).map(contribution =>
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

/** What a placement costs, part by part, with what, and how well that is known. */
function costArgument(source: RecordSource, placement: Placement): string {
  const compared = comparedPlacementCost(source, placement);
  if (!compared) {
    return unknownArgument(source, placement, 'cost');
  }
  const { cost, side, text } = compared;
  const { monthly, setup, alternatives = [] } = cost;
  const [low, mid, high] = [monthly.low, monthly.mid, monthly.high].map(
    formatMoney,
  );
  const others = alternatives
    .map(({ model, monthly: each }) => `${model} ${formatMoney(each)}`)
    .join(', ');
  return [
    `${side}, because it costs ${mid} a month${low === high ? '' : ` (range ${low} to ${high})`}, ${text}`,
    `by part: ${partsText(cost)}`,
    `priced as ${setupText(setup)}${setupDetails(setup)}`,
    speedText(setup),
    others ? `other models of the quality: ${others}` : '',
  ]
    .filter(part => part !== '')
    .join('; ');
}

/** How well it is known how much such hardware serves; nothing is said of a provider's. */
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
    findLanguageModel(source)?.advice.latency.perPlacement[placement];
  if (latency?.status !== 'estimated') {
    return unknownArgument(source, placement, 'latency');
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
    return `Neutral, because nobody waits for its answers: ${numbers}`;
  }
  const what = requirement.of === 'first-token' ? 'first token' : 'response';
  return `${meetsRequirement ? 'Good' : 'Bad'}, because its ${what} ${meetsRequirement ? 'meets' : 'misses'} the requirement of ${formatSeconds(requirement.seconds)}: ${numbers}`;
}

function unknownArgument(
  source: RecordSource,
  placement: Placement,
  what: 'cost' | 'latency',
): string {
  const estimate =
    findLanguageModel(source)?.advice[what].perPlacement[placement];
  if (estimate?.status !== 'unknown') {
    return `Neutral, because its ${what} is not known: it cannot run this load`;
  }
  const missing = estimate.missing.map(field =>
    fieldTitle(source.model, field),
  );
  return `Neutral, because its ${what} is not known without: ${missing.join(', ')}`;
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
    `Prices: those of ${priceDate}`,
    ...(breakEvenTokensPerMonth === undefined
      ? noBreakEvenLines(cost)
      : [
          `Own GPUs are the cheaper above ${formatCount(breakEvenTokensPerMonth)} tokens a month${used}`,
        ]),
    ...(gateway.due ? [] : ['A gateway is not due']),
  ];
}

/** Why there is no break-even; nothing where the curves do not tell. */
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
  const lines = [...flips.numbers, ...flips.answers].map(textOf);
  return lines.length > 0
    ? labelledList(
        announcedPlacement(subject.advice)
          ? 'What would change the placement'
          : 'What would change which placement leads',
        lines,
      )
    : [
        paragraph(
          'No other answer to a single question changes the placement of the language model.',
        ),
      ];
}
