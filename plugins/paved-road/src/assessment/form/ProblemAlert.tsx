import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../../translation';
import { FormProblem } from './formProblem';

/** What has to be put right before the form can be saved. */
export function ProblemAlert(props: { problem: FormProblem }) {
  const { problem } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Alert
      role="alert"
      icon
      status="danger"
      title={
        problem.kind === 'answer'
          ? t('form.problem.answer', { question: problem.question.title })
          : t(`form.problem.${problem.kind}`)
      }
    />
  );
}
