import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import {
  questionSteps,
  QuestionStep,
} from '@paved-road/plugin-paved-road-common';
import useDebounce from 'react-use/esm/useDebounce';
import {
  findInvalidAnswer,
  FormLayout,
  LiveResult,
  noticesBeyond,
  useQuestionPlace,
} from '../assessment/form';
import { useModel } from '../model';
import { pavedRoadTranslationRef } from '../translation';
import { encodeRequest, LinkedRequest } from './adviceLink';
import { AdvisorQuestions } from './AdvisorQuestions';
import { AdvisorResult } from './AdvisorResult';
import { LinkProblem } from './LinkProblem';
import { NextSteps } from './NextSteps';
import { useAdvisor } from './useAdvisor';

/** Browsers limit how often a page may change its address. */
const writeDelayMs = 300;

/** Asks the questions of an assessment, shows the full result, and leads on from there. */
export function Advisor(props: {
  linked: LinkedRequest;
  /** Called with what is filled in, encoded, shortly after it has changed. */
  onChange: (encoded: string | undefined) => void;
}) {
  const { linked, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { questions } = useModel();
  const place = useQuestionPlace<QuestionStep>(questionSteps[0]);
  const advisor = useAdvisor(linked);
  const { state, setState, request, result, isTouched } = advisor;
  const { advice, adviceRequest } = result;
  const encoded = request && encodeRequest(request);
  useDebounce(
    () => {
      if (isTouched) {
        onChange(encoded);
      }
    },
    writeDelayMs,
    [encoded],
  );

  return (
    <Flex direction="column" gap="4">
      <Text as="p">{t('advisor.introduction')}</Text>
      <LinkProblem linked={linked} />
      <FormLayout
        aside={
          <Flex direction="column" gap="4">
            <LiveResult
              result={result}
              notices={noticesBeyond(place.step, advice, questions)}
              onAnswer={place.answer}
            />
            {request && (
              <NextSteps
                request={request}
                encoded={encoded}
                advice={advice}
                invalid={findInvalidAnswer(state.answers, questions)}
              />
            )}
          </Flex>
        }
      >
        <AdvisorQuestions
          step={place.step}
          target={place.target}
          state={state}
          notices={advice?.notices}
          onSelect={place.goTo}
          onChange={setState}
        />
      </FormLayout>
      {advice && adviceRequest && advisor.usualAdvice && (
        <AdvisorResult
          whatIf={{
            ...advisor.whatIf,
            advice,
            profile: adviceRequest.profile,
          }}
          usualAdvice={advisor.usualAdvice}
        />
      )}
    </Flex>
  );
}
