/**
 * Facts of Prometheus for the rules and decisions of Paved Road.
 *
 * @packageDocumentation
 */
export { pavedRoadModulePrometheus as default } from './module';
