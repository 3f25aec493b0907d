import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { Question } from '@paved-road/plugin-paved-road-common';
import { useModel } from '../../ui/model';
import { useTexts } from '../../ui/texts/useTexts';
import { answerLabel, Answers, listUnusedAnswers } from './answers';
import { PlainList } from '../../ui/components/Layout';
import { SmallButton } from '../../ui/components/SmallButton';
import { formTexts } from './texts';

/** The answers to questions that are not asked at present. Closed; a person can remove them. */
export function UnusedAnswers(props: {
  asked: readonly Question[];
  answers: Answers;
  onChange: (answers: Answers) => void;
}) {
  const { asked, answers, onChange } = props;
  const t = useTexts(formTexts);
  const { questions } = useModel();
  const unused = listUnusedAnswers(questions, asked, answers);
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
        <PlainList gap="0" aria-label={t('form.unused.title')}>
          {unused.map(({ question, answer }) => (
            <li key={question.path}>
              {t('form.unused.answer', {
                question: question.title,
                answer: answerLabel(question, answer),
              })}
              <SmallButton
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
              </SmallButton>
            </li>
          ))}
        </PlainList>
      </AccordionPanel>
    </Accordion>
  );
}
