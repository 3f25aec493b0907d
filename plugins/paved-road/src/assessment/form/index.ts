export {
  answerLabel,
  type Answers,
  askedOf,
  findInvalidAnswer,
  isValidAnswer,
  parseAnswer,
  stepsOf,
  toAnswers,
  toProfile,
} from './answers';
export { AssessmentForm } from './AssessmentForm';
export { type FormOrigin, requestOf, suggestionsOf } from './formState';
export { FormLayout, LiveResult, noticesBeyond } from './LiveResult';
export { type AllowedNumber, numberProblem } from './NumberQuestionField';
export {
  choicesOf,
  LanguageModelField,
  QuestionFields,
} from './QuestionFields';
export { StepHeading, StepNavigation } from './StepNavigation';
export { type QuestionPlace, useQuestionPlace } from './useQuestionPlace';
