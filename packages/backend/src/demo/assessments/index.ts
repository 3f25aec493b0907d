export { demoAssessmentsPlugin } from './plugin';
