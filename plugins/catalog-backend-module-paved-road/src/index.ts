/**
 * Tells Paved Road when an entity of the catalog changed.
 *
 * @packageDocumentation
 */
export { catalogModulePavedRoad as default } from './module';
