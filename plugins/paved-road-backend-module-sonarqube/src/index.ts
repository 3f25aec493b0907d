/**
 * Quality gates and measures of SonarQube for the rules of Paved Road.
 *
 * @packageDocumentation
 */
export { pavedRoadModuleSonarqube as default } from './module';
