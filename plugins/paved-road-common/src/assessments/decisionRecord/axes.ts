import { DecisionModel } from '../../advisor/options/DecisionModel';
import {
  Contribution,
  RankedPattern,
  RankedPlacement,
  Veto,
  Verdict,
} from '../../advisor/choice/schemas';
import { CostEstimate } from '../../advisor/quantities/schemas';
import { patternDescriptions } from '../../advisor/options/patterns/descriptions';
import { getCorePattern } from '../../advisor/profile/patterns';
import { placementDescriptions } from '../../advisor/options/placements/descriptions';
import { recommendedPlacement } from '../../advisor/explain/recommendedPlacement';
import { PlacementCost } from '../../advisor/quantities/languageModels/schemas';
import { describeModelLatency, describePatternLatency } from '../limits';
import { DecisionRecordSubject } from './subject';

/** A pattern or a placement, as the record compares it. */
export interface RecordOption {
  id: string;
  name: string;
  /** The plain option whose criteria count; for a hybrid, the option of the core path. */
  core: string;
  /** How the parts of a hybrid run; absent for plain options. */
  parts?: string;
  /** From 1. */
  rank: number;
  /** That it is the right one, 0..1. */
  chance: number;
  vetoes: readonly Veto[];
  /** Criteria with a weight above 0. */
  contributions: readonly Contribution[];
  /** The DevOps maturity that it demands, and that the team has, 1..5. */
  maturity?: Contribution;
  cost?: CostEstimate | PlacementCost;
  /** The 95th percentile, such as "3.8 s". */
  latency?: string;
  /** The requirement that it misses, such as "p99 1.3 s, required 1 s". */
  missed?: string;
}

/** The options of one choice: a pattern, or where a language model runs. */
export interface Axis {
  name: 'Pattern' | 'Language model';
  /** Highest rank first; a hybrid comes last. */
  options: readonly RecordOption[];
  recommended?: RecordOption;
  decided?: RecordOption;
  /** The decided option, or else the recommended one. */
  chosen?: RecordOption;
  verdict: Verdict | 'nothing-eligible';
  first?: RecordOption;
  second?: RecordOption;
  /** The least chance of the first over all open answers, 0..1. */
  worstCase: number;
  openAnswers: readonly string[];
  /** Points above 0 favour the first over the second. */
  drivers: readonly { criterion: string; points: number }[];
  /** What would change the recommendation. */
  flips: readonly { text: string }[];
  /** The next steps, each with the signs that it is due. */
  steps: readonly { title: string; triggers: readonly { text: string }[] }[];
}

export type Decided = Pick<DecisionRecordSubject, 'advice' | 'decision'>;

/** The choices of a record: the pattern and, if the service uses a language model, its placement. */
export function listAxes(subject: Decided): Axis[] {
  return [patternAxis(subject), ...placementAxis(subject)];
}

function patternAxis({ advice, decision }: Decided): Axis {
  const { recommendation, ranking, confidence, flips } = advice;
  const { pattern, core, background } = recommendation;
  const { perPattern } = advice.cost;
  const latencies = advice.latency.perPattern;
  const plain = ranking
    .toSorted(
      (a, b) => confidence.expected[b.pattern] - confidence.expected[a.pattern],
    )
    .map((ranked, index) =>
      toOption(ranked, {
        id: ranked.pattern,
        name: patternDescriptions[ranked.pattern].title,
        rank: index + 1,
        chance: confidence.expected[ranked.pattern],
        cost: perPattern[ranked.pattern],
        ...describePatternLatency(latencies[ranked.pattern]),
      }),
    );
  const toHybrid = (base: RecordOption): RecordOption => {
    const side = (pattern === 'hybrid' && background) || 'serverless';
    return {
      ...base,
      id: 'hybrid',
      name: patternDescriptions.hybrid.title,
      parts: `core path as ${base.name}, background work as ${patternDescriptions[side].title}`,
      cost: perPattern.hybrid,
      ...describePatternLatency(latencies.hybrid),
    };
  };
  const hybridCore = getCorePattern('hybrid', recommendation, ranking);
  const options = [pattern, decision?.pattern].includes('hybrid')
    ? [...plain, ...plain.filter(({ id }) => id === hybridCore).map(toHybrid)]
    : plain;
  const find = (id?: string) => options.find(option => option.id === id);
  return completeAxis({
    name: 'Pattern',
    options,
    recommended: find(pattern),
    decided: find(decision?.pattern),
    verdict: recommendation.verdict,
    first: find(core),
    second: find(recommendation.runnerUp),
    worstCase: confidence.worstCase[core],
    openAnswers: confidence.openAnswers,
    drivers: advice.drivers,
    flips: [...flips.numbers, ...flips.answers, ...flips.weights],
    steps: advice.roadmap.filter(({ state }) => state === 'next'),
  });
}

/** Empty if the service uses no language model. */
function placementAxis({ advice, decision }: Decided): Axis[] {
  const { placements, languageModel } = advice;
  if (!placements || !languageModel) {
    return [];
  }
  const { cost, latency, flips, placement } = languageModel;
  const { expected } = languageModel;
  const options = placements
    .toSorted((a, b) => expected[b.placement] - expected[a.placement])
    .map((ranked, index) =>
      toOption(ranked, {
        id: ranked.placement,
        name: placementDescriptions[ranked.placement].title,
        rank: index + 1,
        chance: expected[ranked.placement],
        cost: cost.perPlacement[ranked.placement],
        ...describeModelLatency(latency.perPlacement[ranked.placement]),
      }),
    );
  const find = (id?: string) => options.find(option => option.id === id);
  return [
    completeAxis({
      name: 'Language model',
      options,
      recommended: find(recommendedPlacement(advice)),
      decided: find(decision?.placement),
      verdict: languageModel.verdict,
      first: find(placement),
      second: find(languageModel.runnerUp),
      worstCase: languageModel.worstCase,
      openAnswers: languageModel.openAnswers,
      drivers: languageModel.drivers,
      flips: [...flips.numbers, ...flips.answers],
      // The steps lead on from the recommended placement.
      steps:
        (decision?.placement ?? placement) === placement
          ? languageModel.roadmap
          : [],
    }),
  ];
}

function completeAxis(axis: Omit<Axis, 'chosen'>): Axis {
  const isEligible = axis.options.some(({ vetoes }) => vetoes.length === 0);
  const recommended =
    isEligible && axis.verdict !== 'not-enough-answers'
      ? axis.recommended
      : undefined;
  return {
    ...axis,
    recommended,
    chosen: axis.decided ?? recommended,
    verdict: isEligible ? axis.verdict : 'nothing-eligible',
  };
}

const maturityCriteria = ['devops-maturity', 'model-operations'];
const latencyCriteria = ['tail-latency', 'model-latency'];

function toOption(
  { vetoes, contributions }: RankedPattern | RankedPlacement,
  option: Omit<RecordOption, 'core' | 'vetoes' | 'contributions'>,
): RecordOption {
  return {
    ...option,
    core: option.id,
    vetoes,
    // The missed requirement stands for the criterion.
    contributions: contributions.filter(
      ({ weight, criterion }) =>
        weight > 0 && !(option.missed && latencyCriteria.includes(criterion)),
    ),
    maturity: contributions.find(({ criterion }) =>
      maturityCriteria.includes(criterion),
    ),
  };
}

/** An assessment with the model and names for its record. */
export interface RecordSource {
  subject: DecisionRecordSubject;
  model: DecisionModel;
  checks: string[];
  nameOf(ref: string): string;
  /** The pattern first. */
  axes: Axis[];
}
