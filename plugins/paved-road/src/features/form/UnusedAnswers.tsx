import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Button,
  Text,
} from '@backstage/ui';
import { Question, QuestionStep } from '@paved-road/plugin-paved-road-common';
import { useModel } from '../../ui/model';
import { useTexts } from '../../ui/texts/useTexts';
import {
  answerLabel,
  Answers,
  listAskedSteps,
  listUnusedAnswers,
} from './answers';
import styles from './form.module.css';
import { formTexts } from './texts';

/** The answers to questions that are not asked at present. Closed; a person can remove them. */
export function UnusedAnswers(props: {
  /** Limits the list to a step and the steps that its answers hide. */
  step?: QuestionStep;
  /** The questions to ask. */
  asked: readonly Question[];
  answers: Answers;
  onChange: (answers: Answers) => void;
}) {
  const { step, asked, answers, onChange } = props;
  const t = useTexts(formTexts);
  const { questions } = useModel();
  const steps = listAskedSteps(answers);
  // A step that is not asked belongs to the one with the question about language models.
  const unused = listUnusedAnswers(questions, asked, answers).filter(
    ({ question }) =>
      !step ||
      (steps.includes(question.step) ? question.step : 'workload') === step,
  );
  if (unused.length === 0) {
    return null;
  }
  return (
    <Accordion>
      <AccordionTrigger title={t('form.unused.title')} />
      <AccordionPanel>
        <Text as="p" color="secondary" variant="body-small">
          {t('form.unused.explanation')}
        </Text>
        <ul className={styles.changes} aria-label={t('form.unused.title')}>
          {unused.map(({ question, answer }) => (
            <li key={question.path}>
              {t('form.unused.answer', {
                question: question.title,
                answer: answerLabel(question, answer),
              })}
              <Button
                size="small"
                variant="tertiary"
                aria-label={t('form.unused.removeFrom', {
                  question: question.title,
                })}
                onPress={() => {
                  const { [question.path]: _, ...others } = answers;
                  onChange(others);
                }}
              >
                {t('form.unused.remove')}
              </Button>
            </li>
          ))}
        </ul>
      </AccordionPanel>
    </Accordion>
  );
}
