export {
  type AllowedNumber,
  answerLabel,
  type Answers,
  findInvalidAnswer,
  isShare,
  isValidAnswer,
  limit,
  parseAnswer,
  toAnswers,
  toProfile,
} from './answers';
export { AssessmentForm } from './AssessmentForm';
export {
  type FormOrigin,
  buildAdviceRequest,
  suggestFromCatalog,
} from './formState';
export {
  AnswerNotices,
  FormLayout,
  listOtherNotices,
  LiveResult,
} from './LiveResult';
export { numberProblem } from './NumberQuestionField';
export {
  KeyFields,
  listChoices,
  LanguageModelField,
  QuestionFields,
} from './QuestionFields';
export { PlatformField } from './PlatformField';
export { StepHeading, StepNavigation } from './StepNavigation';
export { UnusedAnswers } from './UnusedAnswers';
export {
  type Questionnaire,
  type QuestionTarget,
  useFormPlace,
  useQuestionnaire,
} from './useQuestionnaire';
