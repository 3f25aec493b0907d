/*
 * How far the decision model can be trusted: on published decisions beside simple methods, on
 * generated profiles, and when answers change bit by bit. Fails when a target is missed. All of it but
 * the times is in docs/reference/trust.md.
 */
import os from 'node:os';
import { defaultModel } from '../plugins/paved-road-common/src/advisor/DecisionModel';
import { Profile } from '../plugins/paved-road-common/src/advisor/profile';
import {
  collectTrust,
  isMet,
  mostMilliseconds,
  sectionsOf,
  timeAdvice,
  timedProfiles,
  toPlainText,
} from './trust';

const started = performance.now();
const report = collectTrust();
const seconds = (performance.now() - started) / 1_000;
console.log(toPlainText(sectionsOf(report)));

const load = () =>
  `load ${os.loadavg()[0].toFixed(1)} on ${os.availableParallelism()} processors`;

function isFast(title: string, profiles: readonly Profile[]): boolean {
  const { median, p95 } = timeAdvice(profiles, defaultModel);
  const fast = p95 < mostMilliseconds;
  console.log(
    `${title}: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (${fast ? 'met' : 'missed'}: less than ${mostMilliseconds} ms; ${load()})`,
  );
  return fast;
}

console.log();
const fast = [
  isFast('A full result', timedProfiles.withoutModel),
  isFast('A full result with a language model', timedProfiles.withModel),
];
console.log(`All but that was measured in ${seconds.toFixed(0)} s`);

if (
  !fast.every(Boolean) ||
  report.withoutReason.length > 0 ||
  !report.targets.every(isMet)
) {
  process.exitCode = 1;
}
