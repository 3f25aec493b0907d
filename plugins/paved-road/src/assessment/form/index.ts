export {
  answerLabel,
  type Answers,
  filterAskedQuestions,
  findInvalidAnswer,
  isValidAnswer,
  parseAnswer,
  listAskedSteps,
  listPossiblePlacements,
  toAnswers,
  toProfile,
} from './answers';
export { AssessmentForm } from './AssessmentForm';
export {
  type FormOrigin,
  buildAdviceRequest,
  suggestFromCatalog,
} from './formState';
export { FormLayout, LiveResult, noticesBeyond } from './LiveResult';
export { type AllowedNumber, numberProblem } from './NumberQuestionField';
export {
  listChoices,
  LanguageModelField,
  QuestionFields,
} from './QuestionFields';
export { StepHeading, StepNavigation } from './StepNavigation';
export { UnusedAnswers } from './UnusedAnswers';
export { type QuestionPlace, useQuestionPlace } from './useQuestionPlace';
