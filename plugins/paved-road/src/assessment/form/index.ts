export {
  answerLabel,
  type Answers,
  filterAskedQuestions as askedOf,
  findInvalidAnswer,
  isValidAnswer,
  parseAnswer,
  listAskedSteps as stepsOf,
  toAnswers,
  toProfile,
} from './answers';
export { AssessmentForm } from './AssessmentForm';
export {
  type FormOrigin,
  buildAdviceRequest as requestOf,
  suggestFromCatalog as suggestionsOf,
} from './formState';
export { FormLayout, LiveResult, noticesBeyond } from './LiveResult';
export { type AllowedNumber, numberProblem } from './NumberQuestionField';
export {
  listChoices as choicesOf,
  LanguageModelField,
  QuestionFields,
} from './QuestionFields';
export { StepHeading, StepNavigation } from './StepNavigation';
export { type QuestionPlace, useQuestionPlace } from './useQuestionPlace';
