/**
 * Notifies Paved Road of changed catalog entities.
 *
 * @packageDocumentation
 */
export { catalogModulePavedRoad as default } from './module';
