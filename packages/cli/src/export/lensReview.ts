import { Profile } from '@paved-road/plugin-paved-road-common';
import { isMetBy, parseCondition } from '../import/lens/condition';
import { Lens, LensQuestion } from '../import/lens/lens';
import {
  TranslatedLens,
  TranslatedQuestion,
} from '../import/lens/translateLens';
import { UntranslatableError } from '../import/Translation';

type Risk = 'UNANSWERED' | 'HIGH' | 'MEDIUM' | 'NONE';

/**
 * The answers of a profile as a lens review, with the names of the AWS API
 * (https://docs.aws.amazon.com/wellarchitected/latest/APIReference/API_LensReview.html and .../API_AnswerSummary.html).
 */
export function toLensReview(
  lens: Lens,
  { questions }: TranslatedLens,
  profile: Profile,
) {
  const answers = questions.map(translated => toAnswer(translated, profile));
  const countRisks = (pillarId?: string) => {
    const counts: Partial<Record<Risk, number>> = {};
    for (const { PillarId, Risk } of answers) {
      if (pillarId === undefined || PillarId === pillarId) {
        counts[Risk] = (counts[Risk] ?? 0) + 1;
      }
    }
    return counts;
  };
  return {
    LensName: lens.name,
    PillarReviewSummaries: lens.pillars.map(({ id, name }) => ({
      PillarId: id,
      PillarName: name,
      RiskCounts: countRisks(id),
    })),
    RiskCounts: countRisks(),
    AnswerSummaries: answers,
  };
}

function toAnswer(
  { pillarId, question, choices }: TranslatedQuestion,
  { custom = {} }: Profile,
) {
  const given = new Map(
    question.choices.map(({ id }) => {
      const name = choices.get(id)?.name;
      return [id, name === undefined ? undefined : custom[name]] as const;
    }),
  );
  const selected = [...given].flatMap(([id, answer]) =>
    answer === 'yes' ? [id] : [],
  );
  const isAnswered = [...given.values()].some(answer => answer !== undefined);
  return {
    QuestionId: question.id,
    PillarId: pillarId,
    QuestionTitle: question.title,
    SelectedChoices: selected,
    ChoiceAnswerSummaries: [...given].map(([ChoiceId, answer]) => ({
      ChoiceId,
      Status: answer === 'yes' ? 'SELECTED' : 'UNSELECTED',
    })),
    IsApplicable: true,
    Risk: isAnswered
      ? classifyAnswerRisk(question, new Set(selected))
      : 'UNANSWERED',
  };
}

/** Rates the answer by the first matching rule. */
export function classifyAnswerRisk(
  { choices, riskRules }: LensQuestion,
  selected: ReadonlySet<string>,
): Risk {
  const ids = choices.map(({ id }) => id);
  try {
    const rule = riskRules.find(
      ({ condition }) =>
        condition.trim() === 'default' ||
        isMetBy(parseCondition(condition, ids), selected),
    );
    return rule
      ? (
          { HIGH_RISK: 'HIGH', MEDIUM_RISK: 'MEDIUM', NO_RISK: 'NONE' } as const
        )[rule.risk]
      : 'NONE';
  } catch (error) {
    if (error instanceof UntranslatableError) {
      return 'UNANSWERED';
    }
    throw error;
  }
}
