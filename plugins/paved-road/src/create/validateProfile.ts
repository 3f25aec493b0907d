import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import {
  ModelDescription,
  PavedRoadApi,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import { describeModel } from '@paved-road/plugin-paved-road-common/advisor';
import { pavedRoadApiRef } from '../api';
import {
  filterAskedQuestions,
  isValidAnswer,
  numberProblem,
  buildAdviceRequest,
} from '../assessment/form';
import { formTexts } from '../assessment/form/texts';
import { formatAlternatives } from '../components/formats';
import { loadModel } from '../model';
import { createTitles } from '../model/useTitles';
import { loadTexts, Translate } from '../texts/useTexts';
import { advisorFieldSchema, AdvisorFieldValue } from './fieldSchemas';
import { readAnswers } from './advisorFieldValue';
import { createTexts } from './texts';
import { templateFit } from './templateFit';

/**
 * Reports invalid answers, and requires a rationale if another pattern is clearly recommended. If the service fails,
 * the run checks instead.
 */
export const validateProfile: CustomFieldValidator<
  AdvisorFieldValue,
  (typeof advisorFieldSchema)['uiOptionsType']
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  const t = await loadTexts(apiHolder, createTexts, formTexts);
  const api = apiHolder.get(pavedRoadApiRef);
  const model = await loadModelOrDefault(api);
  const problems = answerProblems(value, model, t);
  problems.forEach(problem => field.addError(problem));

  const pattern = uiSchema?.['ui:options']?.pattern;
  const isExplained =
    typeof formData.rationale === 'string' && formData.rationale.trim() !== '';
  if (api && pattern && problems.length === 0 && !isExplained) {
    const recommended = await otherRecommended(api, value, pattern, model);
    if (recommended) {
      const titles = createTitles(model);
      field.addError(
        t('create.problem.rationale', {
          pattern: titles.pattern(pattern),
          recommended: formatAlternatives(recommended.map(titles.pattern)),
        }),
      );
    }
  }
};

function answerProblems(
  value: AdvisorFieldValue | undefined,
  { questions }: ModelDescription,
  t: Translate<typeof createTexts & typeof formTexts>,
): string[] {
  const answers = readAnswers(value, questions);
  return filterAskedQuestions(questions, answers).flatMap(question => {
    const answer = answers[question.path];
    if (answer === undefined || isValidAnswer(question, answer)) {
      return [];
    }
    const { title, answer: allowed } = question;
    const remedy =
      allowed.kind === 'number' ? numberProblem(allowed, answer, t) : undefined;
    return remedy
      ? [t('create.problem.answer', { question: title, remedy })]
      : [t('create.problem.choice', { question: title })];
  });
}

/** Patterns recommended instead of the template's pattern, if any. */
async function otherRecommended(
  api: PavedRoadApi,
  value: AdvisorFieldValue,
  pattern: PlainPattern,
  { questions }: ModelDescription,
): Promise<PlainPattern[] | undefined> {
  const answers = readAnswers(value, questions);
  const request = buildAdviceRequest({ answers }, undefined, questions);
  try {
    const fit = request && templateFit(await api.getAdvice(request), pattern);
    return fit?.kind === 'other' ? fit.recommended : undefined;
  } catch {
    return undefined;
  }
}

async function loadModelOrDefault(
  api: PavedRoadApi | undefined,
): Promise<ModelDescription> {
  try {
    return api ? await loadModel(api) : describeModel();
  } catch {
    return describeModel();
  }
}
