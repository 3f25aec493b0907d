export { answerLabel } from './answerText';
export { AssessmentForm } from './AssessmentForm';
export type { FormOrigin } from './formState';
export { suggestionsOf } from './suggestions';
