import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import {
  Advice,
  ModelDescription,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { describeModel } from '@paved-road/plugin-paved-road-common/advisor';
import { pavedRoadApiRef } from '../api';
import {
  filterAskedQuestions,
  isValidAnswer,
  numberProblem,
  buildAdviceRequest,
  listPossiblePlacements,
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
  const advice = await loadAdvice(api, value, model);
  const problems = answerProblems(value, advice, model, t);
  problems.forEach(problem => field.addError(problem));

  const pattern = uiSchema?.['ui:options']?.pattern;
  const isExplained =
    typeof formData.rationale === 'string' && formData.rationale.trim() !== '';
  if (advice && pattern && problems.length === 0 && !isExplained) {
    const fit = templateFit(advice, pattern);
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

function answerProblems(
  value: AdvisorFieldValue | undefined,
  advice: Advice | undefined,
  { questions }: ModelDescription,
  t: Translate<typeof createTexts & typeof formTexts>,
): string[] {
  const answers = readAnswers(value, questions);
  const asked = filterAskedQuestions(
    questions,
    answers,
    listPossiblePlacements(advice),
  );
  return asked.flatMap(question => {
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
  value: AdvisorFieldValue | undefined,
  { questions }: ModelDescription,
): Promise<Advice | undefined> {
  const answers = readAnswers(value, questions);
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
