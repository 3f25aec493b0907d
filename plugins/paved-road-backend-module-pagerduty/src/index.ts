/**
 * Incidents and on-call duty of PagerDuty for the rules of Paved Road.
 *
 * @packageDocumentation
 */
export { pavedRoadModulePagerduty as default } from './module';
