import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { PlainPattern, Question } from '@paved-road/plugin-paved-road-common';
import { plainPatterns } from '@paved-road/plugin-paved-road-common/advisor';
import { useEffect, useMemo, useState } from 'react';
import {
  type Answers,
  buildAdviceRequest,
  FormLayout,
  KeyFields,
  listOtherNotices,
  LiveResult,
  QuestionFields,
  type QuestionTarget,
  useQuestionnaire,
} from '../../features/form';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { Section } from '../../ui/components/Section';
import { ModelProvider } from '../../data/model/ModelProvider';
import { useAdvice } from '../../data/model/useAdvice';
import { useModel } from '../../ui/model';
import { PatternPicture } from '../../ui/patterns';
import { createTexts } from './texts';
import { formTexts } from '../../features/form/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { AdvisorFieldProps } from './fieldSchemas';
import {
  readAnswers,
  withAnswers,
  withUnusedAnswers,
} from './advisorFieldValue';
import { FitNotice } from './FitNotice';
import { Row } from '../../ui/components/Layout';
import styles from './create.module.css';

/** The advisor as a field of a template's form: its value is the profile of the workload. */
export function AdvisorField(props: AdvisorFieldProps) {
  const t = useTexts(createTexts);
  return (
    <Flex direction="column" gap="4">
      <ModelProvider
        renderUnavailable={(error, retry) => (
          <>
            <ErrorAlert
              error={error}
              title={t('create.unavailable')}
              onRetry={retry}
            />
            <Notice
              status="info"
              description={t('create.unavailableConsequence')}
            />
          </>
        )}
      >
        <LoadedAdvisorField {...props} />
      </ModelProvider>
    </Flex>
  );
}

/** The key questions and the others by topic, with the live result and whether this template fits it. */
function LoadedAdvisorField(props: AdvisorFieldProps) {
  const { formData: value, formContext, onChange, schema, uiSchema } = props;
  const t = useTexts(createTexts, formTexts);
  const { questions } = useModel();
  // The value has no place for answers about a language model while none is used.
  const [entered, setEntered] = useState<Answers>({});
  const answers = useMemo(
    () => withUnusedAnswers(readAnswers(value, questions), entered, questions),
    [value, entered, questions],
  );
  const result = useAdvice(
    buildAdviceRequest({ answers }, undefined, questions),
  );
  const { advice } = result;
  const questionnaire = useQuestionnaire({ answers, result });
  const [target, setTarget] = useState<QuestionTarget>();
  const targetGroup = questions
    .filter(({ path }) => path === target?.path)
    .map(questionnaire.findGroup)[0];
  // A template may name an unknown pattern.
  const pattern = plainPatterns.find(
    known => known === uiSchema['ui:options']?.pattern,
  );
  const fields = {
    state: { answers },
    target,
    onChange: (state: { answers: Answers }) => {
      setEntered(state.answers);
      onChange(withAnswers(value, state.answers, questions));
    },
  };

  return (
    <div className={styles.field}>
      <FormLayout
        aside={
          <LiveResult
            result={result}
            notices={listOtherNotices(
              advice?.notices,
              questionnaire.listQuestions('key'),
            )}
            onAnswer={path => setTarget({ path })}
            empty={t('create.skipped')}
          >
            {advice && pattern && (
              <div role="status">
                <FitNotice
                  advice={advice}
                  pattern={pattern}
                  formData={{ ...formContext?.formData, profile: value }}
                />
              </div>
            )}
          </LiveResult>
        }
      >
        <Section gap="5" title={schema.title ?? t('create.title')}>
          {pattern && <PatternIntroduction pattern={pattern} />}
          <Text as="p">{t('create.introduction')}</Text>
          <KeyFields
            {...fields}
            questionnaire={questionnaire}
            notices={advice?.notices}
          />
          <div>
            {questionnaire.groups
              .filter(group => group !== 'key')
              .map(group => (
                <TopicFields
                  key={group}
                  title={t(`form.step.${group}`)}
                  questions={questionnaire.listQuestions(group)}
                  isTargeted={group === targetGroup}
                  fields={fields}
                />
              ))}
          </div>
        </Section>
      </FormLayout>
    </div>
  );
}

/** The questions of a topic, folded until a person or a link opens them. */
function TopicFields(props: {
  title: string;
  questions: readonly Question[];
  isTargeted: boolean;
  fields: {
    state: { answers: Answers };
    target?: QuestionTarget;
    onChange: (state: { answers: Answers }) => void;
  };
}) {
  const { title, questions, isTargeted, fields } = props;
  const t = useTexts(formTexts);
  const [isExpanded, setExpanded] = useState(false);
  const { target } = fields;
  useEffect(() => {
    if (isTargeted) {
      setExpanded(true);
    }
  }, [isTargeted, target]);
  const answered = questions.filter(
    ({ path }) => fields.state.answers[path] !== undefined,
  );
  return (
    <Accordion isExpanded={isExpanded} onExpandedChange={setExpanded}>
      <AccordionTrigger
        title={title}
        subtitle={t('form.answered', {
          answered: String(answered.length),
          total: String(questions.length),
        })}
      />
      <AccordionPanel>
        <Flex direction="column" gap="5">
          {isExpanded && <QuestionFields {...fields} questions={questions} />}
        </Flex>
      </AccordionPanel>
    </Accordion>
  );
}

/** Describes what the template builds. */
function PatternIntroduction(props: { pattern: PlainPattern }) {
  const { pattern } = props;
  const t = useTexts(createTexts);
  return (
    <Row gap="4">
      <div className={styles.fieldPicture}>
        <PatternPicture pattern={pattern} />
      </div>
      <Text as="p" style={{ flex: '1 1 14rem' }}>
        {t(`create.builds.${pattern}`)}
      </Text>
    </Row>
  );
}
