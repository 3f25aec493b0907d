/*
 * How far the decision model can be trusted: on published decisions beside simple methods, on
 * generated profiles, and when answers change bit by bit. Fails when a target is missed. All of it but
 * the times is in docs/reference/trust.md.
 */
import { defaultModel } from '../plugins/paved-road-common/src/advisor/DecisionModel';
import {
  collectTrust,
  isMet,
  mostMilliseconds,
  sectionsOf,
  shownCases,
  timeAdvice,
  toPlainText,
} from './trust';

const started = performance.now();
const report = collectTrust();
const seconds = (performance.now() - started) / 1_000;
console.log(toPlainText(sectionsOf(report)));

const { median, p95 } = timeAdvice(shownCases, defaultModel);
const isFast = p95 < mostMilliseconds;
console.log(
  `\nA full result: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (${isFast ? 'met' : 'missed'}: less than ${mostMilliseconds} ms)`,
);
console.log(`All but that was measured in ${seconds.toFixed(0)} s`);

if (
  !isFast ||
  report.withoutReason.length > 0 ||
  !report.targets.every(isMet)
) {
  process.exitCode = 1;
}
