import { Risk } from '../advice';
import { FilterCondition, RiskCondition } from '../../options/DecisionModel';
import { Profile } from '../../profile/profile';
import { getAnswer, isOpen, Question } from '../../profile/questions';
import { holds } from '../../choice/vetoes';
import { formatQuantity } from '../../quantities/format';
import { Evidence, RiskContext, RiskSubject } from './types';

/** Answers that are shown for a risk. */
const mostEvidence = 20;

/**
 * The organisation's risks that the answers match. They do not depend on the pattern, so each is reported once:
 * for the decision, or else for the recommendation.
 */
export function organisationRisks(
  subjects: readonly RiskSubject[],
  { profile, model }: RiskContext,
): Risk[] {
  const taken = subjects.find(({ kind }) => kind === 'chosen') ?? subjects[0];
  const { risks = [] } = model;
  if (!taken || risks.length === 0) {
    return [];
  }
  const asked = new Map<string, Question>(
    model.questions.map(question => [question.path, question]),
  );
  return risks
    .filter(({ when }) => isMet(when, profile) === true)
    .map(({ id, title, severity, when, mitigations }) => ({
      id,
      severity,
      subject: { kind: taken.kind, pattern: taken.pattern },
      title,
      evidence: [...new Set(conditionPaths(when))]
        .flatMap(path => answerEvidence(asked.get(path), profile))
        .slice(0, mostEvidence),
      mitigations: [...mitigations],
    }));
}

/** Whether a condition is met; undefined where an open answer decides. */
export function isMet(
  condition: RiskCondition,
  profile: Profile,
): boolean | undefined {
  if ('all' in condition || 'any' in condition) {
    const isAll = 'all' in condition;
    const parts = (isAll ? condition.all : condition.any).map(part =>
      isMet(part, profile),
    );
    // One part decides, whatever the open ones are.
    if (parts.includes(!isAll)) {
      return !isAll;
    }
    return parts.includes(undefined) ? undefined : isAll;
  }
  if ('not' in condition) {
    const inner = isMet(condition.not, profile);
    return inner === undefined ? undefined : !inner;
  }
  return isOpen(profile, condition.path)
    ? undefined
    : holds(condition, profile);
}

function conditionPaths(condition: RiskCondition): FilterCondition['path'][] {
  if ('all' in condition) {
    return condition.all.flatMap(conditionPaths);
  }
  if ('any' in condition) {
    return condition.any.flatMap(conditionPaths);
  }
  return 'not' in condition ? conditionPaths(condition.not) : [condition.path];
}

function answerEvidence(
  question: Question | undefined,
  profile: Profile,
): Evidence[] {
  const value = question && getAnswer(profile, question.path);
  return question && value !== undefined
    ? [
        {
          field: question.path,
          value,
          text: `${question.title}: ${answerLabel(question, value)}.`,
        },
      ]
    : [];
}

function answerLabel({ answer }: Question, value: string | number): string {
  switch (answer.kind) {
    case 'choice':
      return (
        answer.options.find(option => option.value === value)?.label ??
        String(value)
      );
    case 'scale':
      return answer.labels[Number(value) - 1] ?? String(value);
    default:
      return formatQuantity(Number(value), answer.unit);
  }
}
