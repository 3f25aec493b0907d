/**
 * Facts of GitHub for the rules of Paved Road.
 *
 * @packageDocumentation
 */
export {
  pavedRoadModuleGithub,
  pavedRoadModuleGithub as default,
} from './module';
