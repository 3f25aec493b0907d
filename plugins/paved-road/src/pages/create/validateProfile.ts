import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import {
  Advice,
  ModelDescription,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import {
  describeModel,
  filterAskedQuestions,
} from '@paved-road/plugin-paved-road-common/advisor';
import { pavedRoadApiRef } from '../../data/api';
import {
  type Answers,
  isValidAnswer,
  limit,
  numberProblem,
  buildAdviceRequest,
} from '../../features/form';
import { formTexts } from '../../features/form/texts';
import { formatAlternatives } from '../../ui/formats';
import { loadModel } from '../../data/model/ModelProvider';
import { createTitles } from '../../ui/model';
import { loadTexts, Translate } from '../../ui/texts/useTexts';
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
  const pattern = uiSchema?.['ui:options']?.pattern;
  const answers = readAnswers(value, model.questions);
  const problems = answerProblems(answers, model, t);
  problems.forEach(problem => field.addError(problem));

  const isExplained =
    typeof formData.rationale === 'string' && formData.rationale.trim() !== '';
  if (pattern && problems.length === 0 && !isExplained) {
    const advice = await loadAdvice(api, answers, model);
    const fit = advice && templateFit(advice, pattern);
    if (fit?.kind === 'other') {
      const titles = createTitles(model);
      field.addError(
        t('create.problem.rationale', {
          pattern: titles.pattern(pattern),
          recommended: formatAlternatives(fit.recommended.map(titles.pattern)),
        }),
      );
    }
  }
};

/** The problems of all answers that the run receives, also of answers that an advice leaves unused. */
function answerProblems(
  answers: Answers,
  { questions }: ModelDescription,
  t: Translate<typeof createTexts & typeof formTexts>,
): string[] {
  return filterAskedQuestions(questions, answers).flatMap(asked => {
    const question = limit(asked, answers);
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

/** The advice for the valid answers; undefined without answers, or if the service fails. */
async function loadAdvice(
  api: PavedRoadApi | undefined,
  answers: Answers,
  { questions }: ModelDescription,
): Promise<Advice | undefined> {
  const request = buildAdviceRequest({ answers }, undefined, questions);
  try {
    return request && (await api?.getAdvice(request));
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
