/**
 * Front end of Paved Road for the new frontend system.
 *
 * @packageDocumentation
 */
export { default } from './alpha/plugin';
export { pavedRoadTranslationRef } from './translation';
