/*
 * Measures how far the decision model can be trusted: on published decisions next to simple methods, on generated
 * profiles, and when answers change gradually. Fails when a target or docs/reference/trust.md is missed; --write writes
 * that page, --check compares only the page.
 */
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { parseArgs } from 'node:util';
import prettier from 'prettier';
import { defaultModel } from '../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { Profile } from '../plugins/paved-road-common/src/advisor/profile/profile';
import {
  collectTrust,
  isMet,
  mostMilliseconds,
  buildReportSections,
  timeAdvice,
  timedProfiles,
  toMarkdown,
  TrustReport,
  writeTrustPage,
} from './trust';

const page = 'docs/reference/trust.md';
const { values: options } = parseArgs({
  options: { write: { type: 'boolean' }, check: { type: 'boolean' } },
});

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

async function updatePage(report: TrustReport): Promise<void> {
  const text = await prettier.format(writeTrustPage(report), {
    ...(await prettier.resolveConfig(page)),
    filepath: page,
  });
  if (options.write) {
    await writeFile(page, text);
  } else if ((await readFile(page, 'utf8')) !== text) {
    console.error(`${page} is out of date; run ./dev bench trust --write`);
    process.exitCode = 1;
  }
}

async function run(): Promise<void> {
  const started = performance.now();
  const report = collectTrust();
  const seconds = (performance.now() - started) / 1_000;
  await updatePage(report);
  if (options.check) {
    return;
  }
  console.log(toMarkdown(buildReportSections(report)));
  console.log();
  const fast = [
    isFast('A full result', timedProfiles.withoutModel),
    isFast('A full result with a language model', timedProfiles.withModel),
  ];
  console.log(`Measured everything but these times in ${seconds.toFixed(0)} s`);
  if (
    !fast.every(Boolean) ||
    report.withoutReason.length > 0 ||
    !report.targets.every(isMet)
  ) {
    process.exitCode = 1;
  }
}

run();
