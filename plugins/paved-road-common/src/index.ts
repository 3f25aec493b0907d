/**
 * The core of Paved Road: what an AI workload is asked, which architecture it is advised, how an
 * assessment lives and how a rule pack is evaluated. It does no I/O and runs in Node and the browser.
 *
 * @packageDocumentation
 */
export * from './advisor';
export * from './annotations';
export * from './api';
export * from './assessments';
export * from './campaigns';
export * from './inbox/schemas';
export * from './ingestionStatus';
export * from './permissions';
export * from './scorecards';
export * from './verdicts';
export * from './waivers';
export { findRepeatedKeys } from './yaml/findRepeatedKeys';
