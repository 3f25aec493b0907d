/**
 * Facts of Kubernetes for the rules of Paved Road.
 *
 * @packageDocumentation
 */
export { pavedRoadModuleKubernetes as default } from './module';
