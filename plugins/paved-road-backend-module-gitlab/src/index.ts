/**
 * Facts of GitLab for the rules of Paved Road.
 *
 * @packageDocumentation
 */
export { pavedRoadModuleGitlab as default } from './module';
