import {
  DecisionModel,
  defaultModel,
} from '../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { PlainPattern } from '../../plugins/paved-road-common/src/advisor/profile/patterns';
import { baselines, logisticRegression } from './baselines';
import { CaseRow, caseRows } from './caseRows';
import { calibrationCases, shownCases, TrustCase } from './cases';
import { estimate, estimateModel } from './estimate';
import { countGenerated, GeneratedCounts } from './generated';
import {
  ByForm,
  byForm,
  Judged,
  JudgedAnswer,
  judgeBaseline,
  judgeModel,
} from './judged';
import { Share, countRightAndTotal } from './metrics';
import { generatedProfiles } from './profiles';
import { quickAdviser } from './quickAdvice';
import {
  ConfidenceSummary,
  summarizeBaselineConfidence,
  summarizeModelConfidence,
} from './confidence';
import { Sweep, sweep } from './sweeps';
import { Target, evaluateTargets } from './targets';
import {
  collectLanguageModels,
  LanguageModelReport,
} from './languageModels/report';
import { reasons } from './wrongCases';

/** How many generated profiles are swept, and asked for a verdict. */
const fewer = 200;

/** How often a method found the outcome. */
export interface MethodRow {
  title: string;
  core: ByForm<Share>;
  /** The core of complete decisions that model 1 was not made with. */
  newOnes: Share;
  /** Absent for methods that know no hybrid. */
  pattern?: ByForm<Share>;
}

/** All figures of the page, before formatting. */
export interface TrustReport {
  modelVersion: string;
  decisions: number;
  methods: MethodRow[];
  /** How each baseline works. */
  baselines: { title: string; method: string }[];
  confidence: ConfidenceSummary[];
  calibration: Share;
  cases: CaseRow[];
  generated: GeneratedCounts;
  sweeps: Sweep[];
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
  const isNew = new Set(
    shownCases.filter(({ group }) => group === 'published').map(({ id }) => id),
  );
  return {
    title,
    core: byForm(form => countRightAndTotal(judged[form], isRight)),
    newOnes: countRightAndTotal(
      judged.completed.filter(({ id }) => isNew.has(id)),
      isRight,
    ),
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
  estimateModel(shownCases.filter(other => other !== one));

/** Figures of estimated models apply to the shipped model only while both agree. */
function countEqualCoresAndTotal(
  one: DecisionModel,
  other: DecisionModel,
): Share {
  const [adviceOn, otherAdviceOn] = [one, other].map(model =>
    quickAdviser(model),
  );
  return countRightAndTotal(
    shownCases,
    ({ completed }) =>
      adviceOn(completed).core === otherAdviceOn(completed).core,
  );
}

/** Shipped weights that differ from the estimate, to two decimals. */
function staleWeights(): string[] {
  const { weights, chanceScale } = estimate(shownCases);
  const shipped = defaultModel.assumptions.find(
    ({ id }) => id === 'chanceScale',
  );
  return [
    ...defaultModel.criteria
      .filter(
        ({ demand }, index) =>
          demand.weight !== Number(weights[index].toFixed(2)),
      )
      .map(({ id }) => id),
    ...(shipped?.value === Number(chanceScale.toFixed(4))
      ? []
      : ['chanceScale']),
  ];
}

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
    completed: summarizeModelConfidence(
      'Model, complete, left out',
      leftOut.completed,
    ),
    asPublished: summarizeModelConfidence(
      'Model, as published, left out',
      leftOut.profile,
    ),
  };
  const calibration = countRightAndTotal(
    judgeModel(calibrationCases, () => model).completed,
    ({ right, patternRight }) => right && patternRight,
  );
  const generated = countGenerated(model, fewer);
  const sweeps = sweep(shownCases, generatedProfiles(fewer), model);
  const leftOutRow = modelRow('Model, left out', leftOut);
  const languageModels = collectLanguageModels(model, fewer);
  const cases = caseRows(shownCases, shipped, leftOut, reasons);

  return {
    modelVersion: model.version,
    decisions: shownCases.length,
    methods: [
      leftOutRow,
      modelRow('Model as shipped, which has seen them', shipped),
      ...byBaseline.map(({ baseline: { title, learns }, judged }) =>
        methodRow(learns ? `${title}, left out` : title, judged),
      ),
    ],
    baselines: baselines.map(({ title, method }) => ({ title, method })),
    confidence: [
      confidence.completed,
      confidence.asPublished,
      summarizeModelConfidence('Model as shipped, complete', shipped.completed),
      summarizeModelConfidence(
        'Model as shipped, as published',
        shipped.profile,
      ),
      ...summarizeBaselineConfidence(
        'Logistic regression, complete, left out',
        regression.completed,
      ),
      ...summarizeBaselineConfidence(
        'Logistic regression, as published, left out',
        regression.profile,
      ),
    ],
    calibration,
    cases,
    generated,
    sweeps,
    swept: fewer,
    languageModels,
    targets: [
      ...evaluateTargets({
        leftOut: leftOutRow.core.completed,
        regression: countRightAndTotal(
          regression.completed,
          ({ right }) => right,
        ),
        confidence,
        calibration,
        staleWeights: staleWeights(),
        agreement: countEqualCoresAndTotal(model, estimateModel(shownCases)),
        generated,
        sweeps,
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
