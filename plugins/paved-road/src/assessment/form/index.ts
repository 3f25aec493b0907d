export {
  type Answers,
  findInvalidAnswer,
  isValidAnswer,
  toAnswers,
  toProfile,
} from './answers';
export { answerLabel, parseAnswer } from './answerText';
export { AssessmentForm } from './AssessmentForm';
export { FormLayout } from './FormLayout';
export { type FormOrigin, requestOf } from './formState';
export { LiveResult } from './LiveResult';
export { noticesBeyond } from './noticesBeyond';
export { type AllowedNumber, numberProblem } from './numberProblem';
export { choicesOf } from './QuestionField';
export { QuestionFields } from './QuestionFields';
export { StepHeading } from './StepHeading';
export { StepNavigation } from './StepNavigation';
export { suggestionsOf } from './suggestions';
export { type QuestionTarget, useQuestionPlace } from './useQuestionPlace';
