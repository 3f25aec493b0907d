import {
  DecisionModel,
  defaultModel,
} from '../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import {
  PlainPattern,
  plainPatterns,
} from '../../plugins/paved-road-common/src/advisor/profile/patterns';
import { applicationQuestions } from './applicationQuestions';
import { baselines, logisticRegression } from './baselines';
import { CaseRow, caseRows } from './caseRows';
import {
  calibrationCases,
  fromOtherSources,
  shownCases,
  TrustCase,
} from './cases';
import { estimate, estimateModel, priorScale } from './estimate';
import { countGenerated, GeneratedCounts } from './generated';
import {
  ByForm,
  byForm,
  Judged,
  JudgedAnswer,
  judgeBaseline,
  judgeFrontierModel,
  judgeModel,
} from './judged';
import { brierScore, Share, countRightAndTotal } from './metrics';
import { generatedProfiles } from './profiles';
import { quickAdviser } from './quickAdvice';
import { ConfidenceSummary, summarizeConfidence } from './confidence';
import { FitSweep, sweepFits } from './fitSweep';
import { Target, evaluateTargets } from './targets';
import {
  collectLanguageModels,
  LanguageModelReport,
} from './languageModels/report';
import { reasons } from './wrongCases';

/** How many generated profiles are swept. */
const fewer = 200;

/** How often a method found the outcome. */
export interface MethodRow {
  title: string;
  core: ByForm<Share>;
  /** The core of complete decisions that model 1 was not made with. */
  newOnes: Share;
  /** The core of complete decisions on which rules of thumb are wrong. */
  hard: Share;
  /** Absent for methods that know no hybrid. */
  pattern?: ByForm<Share>;
}

/** A weight, or the scale of the chances. */
export interface WeightRow {
  id: string;
  /** By judgement: the middle of the prior. */
  judged: number;
  /** From all decisions. */
  estimated: number;
  shipped: number;
  /** Digits after the point of the shipped value. */
  digits: number;
}

/** All figures of the page, before formatting. */
export interface TrustReport {
  modelVersion: string;
  decisions: number;
  methods: MethodRow[];
  /** How each baseline works. */
  baselines: { title: string; method: string }[];
  confidence: ConfidenceSummary[];
  /** How often a frontier language model found the core of the decisions it was asked about, and its Brier score. */
  frontierModel: { core: Share; brier: number };
  calibration: Share;
  weights: WeightRow[];
  cases: CaseRow[];
  generated: GeneratedCounts;
  fitSweep: FitSweep;
  /** How many profiles were swept: all decisions, and so many generated ones. */
  swept: number;
  languageModels: LanguageModelReport;
  targets: Target[];
  /** Wrong cases, when left out, and wrong placements without a stated reason. */
  withoutReason: string[];
}

function methodRow(
  title: string,
  judged: ByForm<Judged<{ core: PlainPattern }>[]>,
): MethodRow {
  const isRight = ({ right }: { right: boolean }) => right;
  const shareIn = (groups: TrustCase['group'][]) => {
    const ids = new Set(
      shownCases
        .filter(({ group }) => groups.includes(group))
        .map(({ id }) => id),
    );
    return countRightAndTotal(
      judged.completed.filter(({ id }) => ids.has(id)),
      isRight,
    );
  };
  return {
    title,
    core: byForm(form => countRightAndTotal(judged[form], isRight)),
    newOnes: shareIn(['published', 'hard']),
    hard: shareIn(['hard']),
  };
}

function modelRow(title: string, judged: ByForm<JudgedAnswer[]>): MethodRow {
  return {
    ...methodRow(title, judged),
    pattern: byForm(form =>
      countRightAndTotal(judged[form], ({ patternRight }) => patternRight),
    ),
  };
}

const withoutCase = (one: TrustCase): DecisionModel =>
  estimateModel(fromOtherSources(shownCases, one));

function compareWeights(): WeightRow[] {
  const { weights, chanceScale } = estimate(shownCases);
  const shipped = defaultModel.assumptions.find(
    ({ id }) => id === 'chanceScale',
  );
  return [
    ...defaultModel.criteria.map(({ id, priorWeight, demand }, index) => ({
      id,
      judged: priorWeight,
      estimated: weights[index],
      shipped: demand.weight,
      digits: 2,
    })),
    {
      id: 'chanceScale',
      judged: priorScale.middle,
      estimated: chanceScale,
      shipped: shipped?.value ?? NaN,
      digits: 4,
    },
  ];
}

const isStale = ({ estimated, shipped, digits }: WeightRow) =>
  shipped !== Number(estimated.toFixed(digits));

export function collectTrust(): TrustReport {
  const model = defaultModel;
  const shipped = judgeModel(shownCases, () => model);
  const leftOut = judgeModel(shownCases, withoutCase);
  const byBaseline = baselines.map(baseline => ({
    baseline,
    judged: judgeBaseline(shownCases, baseline),
  }));
  const regression = byBaseline.find(
    ({ baseline }) => baseline === logisticRegression,
  )!.judged;

  const confidence = {
    completed: summarizeConfidence(
      'Model, complete, left out',
      leftOut.completed,
    ),
    asPublished: summarizeConfidence(
      'Model, as published, left out',
      leftOut.profile,
    ),
  };
  const calibration = countRightAndTotal(
    judgeModel(calibrationCases, () => model).completed,
    ({ right, patternRight }) => right && patternRight,
  );
  const weights = compareWeights();
  const generated = countGenerated(model);
  const adviceOn = quickAdviser(model);
  const fitSweep = sweepFits(
    [
      ...shownCases.map(({ id, completed }) => ({
        name: id,
        profile: completed,
      })),
      ...generatedProfiles(fewer),
    ],
    applicationQuestions,
    profile => {
      const { patterns } = adviceOn(profile);
      return { fits: plainPatterns.map(id => [id, patterns[id].fit]) };
    },
  );
  const leftOutRow = modelRow('Model, left out', leftOut);
  const languageModels = collectLanguageModels(model);
  const frontierModel = judgeFrontierModel(shownCases);
  const cases = caseRows(shownCases, shipped, leftOut, frontierModel, reasons);

  return {
    modelVersion: model.version,
    decisions: shownCases.length,
    methods: [
      leftOutRow,
      modelRow('Model as shipped, which has seen them', shipped),
      ...byBaseline.map(({ baseline: { title }, judged }) =>
        methodRow(title, judged),
      ),
    ],
    baselines: baselines.map(({ title, method }) => ({ title, method })),
    confidence: [
      confidence.completed,
      confidence.asPublished,
      summarizeConfidence('Model as shipped, complete', shipped.completed),
      summarizeConfidence('Model as shipped, as published', shipped.profile),
    ],
    frontierModel: {
      core: countRightAndTotal(frontierModel, ({ right }) => right),
      brier: brierScore(
        frontierModel.map(({ right, said: { core, p } }) => ({
          right,
          confidence: p[core],
        })),
      ),
    },
    calibration,
    weights,
    cases,
    generated,
    fitSweep,
    swept: fewer,
    languageModels,
    targets: [
      ...evaluateTargets({
        leftOut: leftOutRow.core.completed,
        hard: leftOutRow.hard,
        regression: countRightAndTotal(
          regression.completed,
          ({ right }) => right,
        ),
        confidence,
        calibration,
        staleWeights: weights.filter(isStale).map(({ id }) => id),
        generated,
        fitSweep,
      }),
      ...languageModels.targets,
    ],
    withoutReason: [
      ...cases
        .filter(({ leftOut: { right }, reason }) => !right && !reason)
        .map(({ id }) => id),
      ...languageModels.judged.withoutReason,
    ],
  };
}
