import { Flex } from '@backstage/ui';
import {
  Notice,
  QuestionPath,
  QuestionStep,
} from '@paved-road/plugin-paved-road-common';
import { useModel } from '../../model';
import { WorkloadState } from './formState';
import { PlatformField } from './PlatformField';
import { QuestionField } from './QuestionField';
import { QuestionTarget } from './useQuestionPlace';
import { useTargetFocus } from './useTargetFocus';
import { Suggestions } from './suggestions';

/** The questions of one step, each with what the catalog suggests and what the answer makes odd. */
export function QuestionFields<T extends WorkloadState>(props: {
  step: QuestionStep;
  state: T;
  /** The question to answer now. */
  target?: QuestionTarget;
  notices?: Notice[];
  suggestions?: Suggestions;
  /** Leaves the platform to the organisation. */
  hidesPlatform?: boolean;
  onChange: (state: T) => void;
}) {
  const { step, state, notices = [], suggestions = {}, onChange } = props;
  const questions = useModel().questions.filter(asked => asked.step === step);
  const lastOf = ({ fields }: Notice): QuestionPath | undefined =>
    questions.findLast(({ path }) => fields.includes(path))?.path;
  const targetRef = useTargetFocus(props.target);
  return (
    <Flex direction="column" gap="5">
      {questions.map(question => (
        <div
          key={question.path}
          ref={question.path === props.target?.path ? targetRef : undefined}
        >
          <QuestionField
            question={question}
            answer={state.answers[question.path]}
            notices={notices.filter(notice => lastOf(notice) === question.path)}
            suggestion={suggestions[question.path]}
            onChange={answer =>
              onChange({
                ...state,
                answers: { ...state.answers, [question.path]: answer },
              })
            }
          />
        </div>
      ))}
      {step === 'workload' && !props.hidesPlatform && (
        <PlatformField
          platform={state.platform}
          onChange={platform => onChange({ ...state, platform })}
        />
      )}
    </Flex>
  );
}
