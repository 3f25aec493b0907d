/**
 * Facts of GitHub for the rules of Paved Road.
 *
 * @packageDocumentation
 */
export { pavedRoadModuleGithub as default } from './module';
