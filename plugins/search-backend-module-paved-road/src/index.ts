/**
 * Lets the search find decisions and checks of Paved Road.
 *
 * @packageDocumentation
 */
export { searchModulePavedRoad as default } from './module';
export type { CheckDocument } from './CheckCollatorFactory';
export type { DecisionDocument } from './DecisionCollatorFactory';
