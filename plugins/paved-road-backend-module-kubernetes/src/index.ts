/**
 * Facts of Kubernetes for the rules of Paved Road.
 *
 * @packageDocumentation
 */
export {
  pavedRoadModuleKubernetes,
  pavedRoadModuleKubernetes as default,
} from './module';
