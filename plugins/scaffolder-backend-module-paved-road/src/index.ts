/**
 * Scaffolder actions that let a template check, decide and record on the paved road.
 *
 * @packageDocumentation
 */
export { scaffolderModulePavedRoad as default } from './module';
