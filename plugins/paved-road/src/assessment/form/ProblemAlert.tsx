import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import { formatList } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import { FormProblem } from './formProblem';

/** What has to be put right before the form can be saved. */
export function ProblemAlert(props: { problem: FormProblem }) {
  const { problem } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const textOf = () => {
    switch (problem.kind) {
      case 'answer':
        return t('form.problem.answer', { question: problem.question.title });
      case 'undecided':
        return t('form.problem.undecided', {
          questions: formatList(
            problem.questions.map(({ title }) => `“${title}”`),
          ),
        });
      default:
        return t(`form.problem.${problem.kind}`);
    }
  };
  return <Alert role="alert" icon status="danger" title={textOf()} />;
}
