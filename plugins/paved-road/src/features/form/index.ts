export {
  type AllowedNumber,
  answerLabel,
  type Answers,
  findInvalidAnswer,
  isShare,
  isValidAnswer,
  limit,
  parseAnswer,
  listAskedSteps,
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
  LiveResult,
  noticesBeyond,
} from './LiveResult';
export { numberProblem } from './NumberQuestionField';
export {
  listChoices,
  LanguageModelField,
  QuestionFields,
} from './QuestionFields';
export { StepHeading, StepNavigation } from './StepNavigation';
export { UnusedAnswers } from './UnusedAnswers';
export { type QuestionPlace, useQuestionPlace } from './useQuestionPlace';
