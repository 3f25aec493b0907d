import { advise } from '../../../plugins/paved-road-common/src/advisor/advise';
import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { Pattern } from '../../../plugins/paved-road-common/src/advisor/profile/patterns';
import {
  Placement,
  placements,
} from '../../../plugins/paved-road-common/src/advisor/profile/placements';
import { Verdict } from '../predictPattern';
import {
  brierScore,
  Share,
  countRightByVerdict,
  countRightAndTotal,
} from '../metrics';
import { placementBaselines } from './baselines';
import {
  byPlacementForm,
  ByPlacementForm,
  LanguageModelCase,
  PlacementForm,
  placementForms,
} from './cases';
import { withoutPlacementCase } from './estimate';

export interface PlacementAnswer {
  /** The leading placement, absent if all are excluded; not a recommendation if the verdict is `not-enough-answers`. */
  placement?: Placement;
  verdict: Verdict;
  /** Expected chance of it, 0..1. */
  chance: number;
  right: boolean;
  pattern: Pattern;
  /** Absent where the source does not state the pattern. */
  patternRight?: boolean;
  /** Why it is wrong; absent if it is right, or no reason is stated. */
  reason?: string;
}

export interface PlacementRow {
  id: string;
  url?: string;
  expected: readonly Placement[];
  expectedPatterns?: readonly Pattern[];
  answers: ByPlacementForm<PlacementAnswer>;
  /** What a frontier language model chose; absent where it was not asked. */
  frontierModel?: { placement: Placement; chance: number; right: boolean };
}

/** How often a method found where the model runs. */
export interface PlacementMethod {
  title: string;
  /** How it works; absent for the model. */
  method?: string;
  found: ByPlacementForm<Share>;
}

export interface JudgedPlacements {
  rows: PlacementRow[];
  methods: PlacementMethod[];
  /** Of the decisions whose source states the pattern. */
  patterns: ByPlacementForm<Share>;
  /** Of each verdict, how many are right. */
  verdicts: ByPlacementForm<Record<Verdict, Share>>;
  /** Brier score of the chances of the answers, left out. */
  brier: ByPlacementForm<number>;
  /** Of the decisions that a frontier language model was asked about, how many it found. */
  frontierModel: Share;
  /** Wrong answers without a stated reason. */
  withoutReason: string[];
}

function computePlacementAnswer(
  { profiles, expect, whyWrong }: LanguageModelCase,
  form: PlacementForm,
  model: DecisionModel,
): PlacementAnswer {
  const {
    languageModel,
    recommendation: { pattern },
  } = advise({ profile: profiles[form] }, model);
  if (!languageModel) {
    throw new Error('The model returned no placement');
  }
  const { placement, verdict, expected } = languageModel;
  const right =
    placement !== undefined && expect.placements.includes(placement);
  const reason = right ? undefined : whyWrong[form];
  return {
    ...(placement && { placement }),
    verdict,
    chance: placement ? expected[placement] : 0,
    right,
    pattern,
    ...(expect.patterns && { patternRight: expect.patterns.includes(pattern) }),
    ...(reason && { reason }),
  };
}

function judgeFrontierModel({
  frontierModel,
  expect,
}: LanguageModelCase): PlacementRow['frontierModel'] {
  if (!frontierModel) {
    return undefined;
  }
  const placement = placements.reduce((best, other) =>
    frontierModel[other] > frontierModel[best] ? other : best,
  );
  return {
    placement,
    chance: frontierModel[placement],
    right: expect.placements.includes(placement),
  };
}

/** Judges the model on each decision with the weights estimated from all others. */
export function judgePlacements(
  cases: readonly LanguageModelCase[],
  model: DecisionModel,
): JudgedPlacements {
  const toRow = (
    one: LanguageModelCase,
    modelFor: (one: LanguageModelCase) => DecisionModel,
  ): PlacementRow => {
    const used = modelFor(one);
    const frontierModel = judgeFrontierModel(one);
    return {
      id: one.id,
      ...(one.url && { url: one.url }),
      expected: one.expect.placements,
      ...(one.expect.patterns && { expectedPatterns: one.expect.patterns }),
      ...(frontierModel && { frontierModel }),
      answers: byPlacementForm(form => computePlacementAnswer(one, form, used)),
    };
  };
  const rows = cases.map(one => toRow(one, withoutPlacementCase));
  const shipped = cases.map(one => toRow(one, () => model));
  const answersIn = (form: PlacementForm, of = rows) =>
    of.map(({ answers }) => answers[form]);
  const asked = rows.flatMap(({ frontierModel }) => frontierModel ?? []);
  const isRight = ({ right }: PlacementAnswer) => right;
  return {
    rows,
    methods: [
      {
        title: 'Model, left out',
        found: byPlacementForm(form =>
          countRightAndTotal(answersIn(form), isRight),
        ),
      },
      {
        title: 'Model as shipped, which has seen them',
        found: byPlacementForm(form =>
          countRightAndTotal(answersIn(form, shipped), isRight),
        ),
      },
      ...placementBaselines.map(({ title, method, place }) => {
        const judged = cases.map(one => ({ ...one.expect, said: place(one) }));
        return {
          title,
          method,
          found: byPlacementForm(form =>
            countRightAndTotal(judged, one =>
              one.placements.includes(one.said(form)),
            ),
          ),
        };
      }),
    ],
    patterns: byPlacementForm(form =>
      countRightAndTotal(
        answersIn(form).filter(
          ({ patternRight }) => patternRight !== undefined,
        ),
        ({ patternRight }) => patternRight === true,
      ),
    ),
    verdicts: byPlacementForm(form => countRightByVerdict(answersIn(form))),
    brier: byPlacementForm(form =>
      brierScore(
        answersIn(form).map(({ chance, right }) => ({
          confidence: chance,
          right,
        })),
      ),
    ),
    frontierModel: countRightAndTotal(asked, ({ right }) => right),
    withoutReason: rows.flatMap(({ id, answers }) =>
      placementForms
        .filter(form => !answers[form].right && !answers[form].reason)
        .map(
          form =>
            `${id} (${{ profile: 'as published', completed: 'complete', answered: 'with newer answers' }[form]})`,
        ),
    ),
  };
}
