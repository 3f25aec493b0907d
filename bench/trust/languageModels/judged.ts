import { advise } from '../../../plugins/paved-road-common/src/advisor/advise';
import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { Pattern } from '../../../plugins/paved-road-common/src/advisor/profile/patterns';
import { Placement } from '../../../plugins/paved-road-common/src/advisor/profile/placements';
import { Verdict } from '../predictPattern';
import { ByForm, byForm, Form, forms } from '../judged';
import { Share, countRightByVerdict, countRightAndTotal } from '../metrics';
import { placementBaselines } from './baselines';
import { LanguageModelCase } from './cases';

/** The answer of the model for one form of a decision. */
export interface PlacementAnswer {
  /** The leading placement; not a recommendation if the verdict is `not-enough-answers`. */
  placement: Placement;
  /** Whether it can run at all. An excluded placement leads only if all are excluded, and is never right. */
  eligible: boolean;
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
  url: string;
  expected: readonly Placement[];
  expectedPatterns?: readonly Pattern[];
  answers: ByForm<PlacementAnswer>;
}

/** How often a method found where the model runs. */
export interface PlacementMethod {
  title: string;
  /** How it works; absent for the model. */
  method?: string;
  found: ByForm<Share>;
}

export interface JudgedPlacements {
  rows: PlacementRow[];
  methods: PlacementMethod[];
  /** Of the decisions whose source states the pattern. */
  patterns: ByForm<Share>;
  /** Of each verdict, how many are right. */
  verdicts: ByForm<Record<Verdict, Share>>;
  /** Wrong answers without a stated reason. */
  withoutReason: string[];
}

function computePlacementAnswer(
  { profiles, expect, whyWrong }: LanguageModelCase,
  form: Form,
  model: DecisionModel,
): PlacementAnswer {
  const {
    placements = [],
    languageModel,
    recommendation: { pattern },
  } = advise({ profile: profiles[form] }, model);
  if (!languageModel) {
    throw new Error('The model returned no placement');
  }
  const { placement, verdict, expected } = languageModel;
  const eligible = placements.some(
    found => found.placement === placement && found.eligible,
  );
  const right = eligible && expect.placements.includes(placement);
  const reason = right ? undefined : whyWrong[form];
  return {
    placement,
    eligible,
    verdict,
    chance: expected[placement],
    right,
    pattern,
    ...(expect.patterns && { patternRight: expect.patterns.includes(pattern) }),
    ...(reason && { reason }),
  };
}

export function judgePlacements(
  cases: readonly LanguageModelCase[],
  model: DecisionModel,
): JudgedPlacements {
  const rows = cases.map(one => ({
    id: one.id,
    url: one.url,
    expected: one.expect.placements,
    ...(one.expect.patterns && { expectedPatterns: one.expect.patterns }),
    answers: byForm(form => computePlacementAnswer(one, form, model)),
  }));
  const answersIn = (form: Form) => rows.map(({ answers }) => answers[form]);
  const isRight = ({ right }: PlacementAnswer) => right;
  return {
    rows,
    methods: [
      {
        title: 'Model',
        found: byForm(form => countRightAndTotal(answersIn(form), isRight)),
      },
      ...placementBaselines(model).map(({ title, method, place }) => ({
        title,
        method,
        found: byForm(form =>
          countRightAndTotal(cases, one =>
            one.expect.placements.includes(place(one, form)),
          ),
        ),
      })),
    ],
    patterns: byForm(form =>
      countRightAndTotal(
        answersIn(form).filter(
          ({ patternRight }) => patternRight !== undefined,
        ),
        ({ patternRight }) => patternRight === true,
      ),
    ),
    verdicts: byForm(form => countRightByVerdict(answersIn(form))),
    withoutReason: rows.flatMap(({ id, answers }) =>
      forms
        .filter(form => !answers[form].right && !answers[form].reason)
        .map(
          form => `${id} (${form === 'profile' ? 'as published' : 'complete'})`,
        ),
    ),
  };
}
