import XMLBuilder from 'fast-xml-builder';
import { GateResult } from '../scorecards/gate';
import { CheckResult } from '../scorecards/schemas';
import {
  explainNextStep,
  formatEvidence,
  formatHeldFacts,
  formatVerdict,
  isOpen,
  printable,
} from './explain';

const xml = new XMLBuilder({
  attributeNamePrefix: '@',
  ignoreAttributes: false,
  format: true,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});

/**
 * The verdicts as a JUnit report, which fails exactly if the gate denies. At the required level, a failing check is a
 * failure and an unknown one an error. A check above that level, waived or not applicable, is skipped with the reason.
 * The first case of an entity is the verdict.
 *
 * @public
 */
export function toJunit(results: readonly GateResult[]): string {
  return toJunitReport(results.flatMap(toCases));
}

/** A test case of a JUnit report; it passes without an outcome. @public */
export interface JunitCase {
  suite: string;
  name: string;
  outcome?: { tag: 'failure' | 'error' | 'skipped'; message: string };
  output?: string;
}

/** Test cases as a JUnit report, in suites by their names. @public */
export function toJunitReport(cases: readonly JunitCase[]): string {
  const suites = Map.groupBy(cases, ({ suite }) => suite);
  return xml.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': 'Paved Road',
      ...toCountAttributes(cases),
      testsuite: [...suites].map(([name, inSuite]) => ({
        '@name': printable(name),
        ...toCountAttributes(inSuite),
        testcase: inSuite.map(toElement),
      })),
    },
  });
}

function toCases(result: GateResult): JunitCase[] {
  const { entityRef, results, verdict, minLevel } = result;
  const levels = [...new Set(results.map(({ level }) => level))];
  const gate = `${entityRef} gate`;
  const judged: JunitCase = {
    suite: gate,
    name: `has the level ${minLevel}`,
    output: formatHeldFacts(result).join('; '),
    ...(verdict === 'deny' && {
      outcome: { tag: 'failure', message: formatVerdict(result) },
    }),
  };
  return [
    judged,
    ...levels.flatMap(level =>
      results
        .filter(check => check.level === level)
        .map(check => toCase(check, `${entityRef} ${level}`, result)),
    ),
  ];
}

function toCase(
  check: CheckResult,
  suite: string,
  result: GateResult,
): JunitCase {
  return {
    suite,
    name: `${check.title} (${check.checkId})`,
    outcome: toJunitOutcome(check, result),
    output: formatEvidence(check),
  };
}

function toJunitOutcome(
  check: CheckResult,
  { blocking, minLevel }: GateResult,
): JunitCase['outcome'] {
  const consequence = explainNextStep(check);
  if (isOpen(check) && blocking.includes(check.checkId)) {
    return {
      tag: check.state === 'fail' ? 'failure' : 'error',
      message: consequence!,
    };
  }
  switch (check.state) {
    case 'pass':
      return undefined;
    case 'fail':
      return {
        tag: 'skipped',
        message: `Fails, not required for ${minLevel}: ${consequence}`,
      };
    case 'unknown':
      return {
        tag: 'skipped',
        message: `Unknown, not required for ${minLevel}: ${consequence}`,
      };
    case 'waived':
      return { tag: 'skipped', message: `Waived. ${consequence}` };
    default:
      return { tag: 'skipped', message: 'Does not apply' };
  }
}

function toCountAttributes(cases: readonly JunitCase[]) {
  const count = (tag: string) =>
    cases.filter(({ outcome }) => outcome?.tag === tag).length;
  return {
    '@tests': cases.length,
    '@failures': count('failure'),
    '@errors': count('error'),
    '@skipped': count('skipped'),
    '@time': 0,
  };
}

function toElement({ suite, name, outcome, output }: JunitCase) {
  return {
    '@classname': printable(suite),
    '@name': printable(name),
    '@time': 0,
    ...(outcome && {
      [outcome.tag]: { '@message': printable(outcome.message) },
    }),
    ...(output && { 'system-out': printable(output) }),
  };
}
