export { AssessmentForm } from './AssessmentForm';
export type { FormOrigin } from './formState';
