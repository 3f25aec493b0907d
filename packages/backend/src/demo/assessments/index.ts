export { demoAssessmentsPlugin } from './plugin';
export type { ScriptEntry } from './script';
