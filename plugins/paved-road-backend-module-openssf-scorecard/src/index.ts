/**
 * Scores of OpenSSF Scorecard for the rules of Paved Road.
 *
 * @packageDocumentation
 */
export { pavedRoadModuleOpenssfScorecard as default } from './module';
