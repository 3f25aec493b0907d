import { Advice, Notice, Question } from '@paved-road/plugin-paved-road-common';
import { FormStep } from './formSteps';

/** What to say of answers whose fields are not among those of a step. */
export function noticesBeyond(
  step: FormStep,
  advice: Advice | undefined,
  questions: readonly Question[],
): Notice[] {
  const shown: string[] = questions
    .filter(question => question.step === step)
    .map(({ path }) => path);
  return (advice?.notices ?? []).filter(
    ({ fields }) => !fields.some(field => shown.includes(field)),
  );
}
