/**
 * The gate of Paved Road in a terminal or a pipeline.
 *
 * @packageDocumentation
 */
export { runCli, type CliContext } from './runCli';
