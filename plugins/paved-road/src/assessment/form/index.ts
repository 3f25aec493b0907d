export {
  answerLabel,
  type Answers,
  findInvalidAnswer,
  isValidAnswer,
  parseAnswer,
  toAnswers,
  toProfile,
} from './answers';
export { AssessmentForm } from './AssessmentForm';
export { type FormOrigin, requestOf, suggestionsOf } from './formState';
export { FormLayout, LiveResult, noticesBeyond } from './LiveResult';
export { type AllowedNumber, numberProblem } from './NumberQuestionField';
export { choicesOf, QuestionFields } from './QuestionFields';
export { StepHeading, StepNavigation } from './StepNavigation';
export { type QuestionTarget, useQuestionPlace } from './useQuestionPlace';
