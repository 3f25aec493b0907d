import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { UndecidedError } from '../types';
import { ReportKind } from './reportKinds';

function parseJson<T extends z.ZodType>(
  schema: T,
  text: string,
  what: string,
): z.output<T> {
  let json: unknown;
  try {
    // Some tools write a byte order mark.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UndecidedError(`it is not JSON: ${(error as Error).message}`);
  }
  const result = schema.safeParse(json);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    throw new UndecidedError(
      `it is no ${what} report: ${path.join('.') || 'the file'}: ${message}`,
    );
  }
  return result.data;
}

interface TestReport {
  tests: number;
  passed: number;
  failed: number;
  errors: number;
  skipped: number;
  seconds: number;
}

type Node = Record<string, unknown>;

/** Counts test cases instead of reading the totals of suites, which differ between tools. */
function readJunit(text: string): TestReport {
  // The output of tests may contain one.
  const markup = text.replace(/<!\[CDATA\[.*?\]\]>|<!--.*?-->/gs, '');
  if (/<!DOCTYPE/i.test(markup)) {
    throw new UndecidedError(
      'it has a document type, which a JUnit report does not need',
    );
  }
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    throw new UndecidedError(
      `it is not XML: ${valid.err.msg} at line ${valid.err.line}`,
    );
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
    isArray: (name, _path, _leaf, isAttribute) =>
      !isAttribute && (name === 'testsuite' || name === 'testcase'),
  });
  const { testsuites, testsuite } = parser.parse(text) as Node;
  if (testsuites === undefined && testsuite === undefined) {
    throw new UndecidedError(
      'it is no JUnit report: there is neither testsuites nor testsuite',
    );
  }
  const report: TestReport = {
    tests: 0,
    passed: 0,
    failed: 0,
    errors: 0,
    skipped: 0,
    seconds: 0,
  };
  count({ testsuite, ...(isNode(testsuites) && testsuites) }, report);
  return { ...report, seconds: Math.round(report.seconds * 1_000) / 1_000 };
}

function count(suite: Node, report: TestReport): void {
  for (const test of toNodes(suite.testcase)) {
    report.tests += 1;
    const seconds = Number(String(test['@time'] ?? '').replaceAll(',', ''));
    if (Number.isFinite(seconds) && seconds > 0) {
      report.seconds += seconds;
    }
    if ('error' in test) {
      report.errors += 1;
    } else if ('failure' in test) {
      report.failed += 1;
    } else if ('skipped' in test) {
      report.skipped += 1;
    } else {
      report.passed += 1;
    }
  }
  // The parser returns an empty element as text.
  [suite.testsuite ?? []]
    .flat()
    .filter(isNode)
    .forEach(inner => count(inner, report));
}

function toNodes(value: unknown): Node[] {
  return [value ?? []].flat().map(item => (isNode(item) ? item : {}));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

const level = z.enum(['none', 'note', 'warning', 'error']);
const sarifRule = z.object({
  id: z.string(),
  defaultConfiguration: z.object({ level: level.optional() }).optional(),
});
const sarifTool = z.object({
  name: z.string(),
  rules: z.array(sarifRule).optional(),
});
const sarifSchema = z.object({
  version: z.literal('2.1.0'),
  runs: z.array(
    z.object({
      tool: z.object({
        driver: sarifTool,
        extensions: z.array(sarifTool).optional(),
      }),
      // Null after a failed scan, empty without findings.
      results: z
        .array(
          z.object({
            ruleId: z.string().optional(),
            ruleIndex: z.int().optional(),
            rule: z
              .object({ id: z.string().optional(), index: z.int().optional() })
              .optional(),
            level: level.optional(),
            kind: z.string().optional(),
            baselineState: z.string().optional(),
            suppressions: z
              .array(z.object({ status: z.string().optional() }))
              .nullish(),
          }),
        )
        .nullish(),
    }),
  ),
});

/* Like GitHub: results that are suppressed or absent since the baseline are not open. */
function readSarif({ runs }: z.output<typeof sarifSchema>): object {
  const counts = { errors: 0, warnings: 0, notes: 0, suppressed: 0 };
  for (const { tool, results } of runs) {
    const { driver, extensions = [] } = tool;
    if (!results) {
      throw new UndecidedError(
        `the run of ${driver.name} has no results, so it may have failed`,
      );
    }
    const rules = new Map(
      [...extensions, driver]
        .flatMap(({ rules: declared = [] }) => declared)
        .map(rule => [rule.id, rule.defaultConfiguration?.level]),
    );
    for (const result of results) {
      if (
        (result.kind ?? 'fail') !== 'fail' ||
        result.baselineState === 'absent'
      ) {
        continue;
      }
      if (
        result.suppressions?.some(
          ({ status = 'accepted' }) => status === 'accepted',
        )
      ) {
        counts.suppressed += 1;
        continue;
      }
      const index = result.ruleIndex ?? result.rule?.index ?? -1;
      const id =
        result.ruleId ?? result.rule?.id ?? driver.rules?.[index]?.id ?? '';
      switch (result.level ?? rules.get(id) ?? 'warning') {
        case 'error':
          counts.errors += 1;
          break;
        case 'warning':
          counts.warnings += 1;
          break;
        case 'note':
          counts.notes += 1;
          break;
        default:
      }
    }
  }
  const tools = runs.map(({ tool }) => tool.driver.name);
  return { ...counts, tools: [...new Set(tools)].sort() };
}

const severities = ['critical', 'high', 'medium', 'low'] as const;

interface BomComponent {
  licenses?: unknown[];
  components?: BomComponent[];
}
const bomComponent: z.ZodType<BomComponent> = z.object({
  licenses: z.array(z.unknown()).optional(),
  get components() {
    return z.array(bomComponent).optional();
  },
});
const cycloneDxSchema = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  components: z.array(bomComponent).optional(),
  vulnerabilities: z
    .array(
      z.object({
        ratings: z
          .array(z.object({ severity: z.string().optional() }))
          .optional(),
        analysis: z.object({ state: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});

/* Vulnerabilities without impact according to an analysis do not count. */
const HARMLESS = [
  'resolved',
  'resolved_with_pedigree',
  'false_positive',
  'not_affected',
];

function readCycloneDx({
  specVersion,
  components = [],
  vulnerabilities,
}: z.output<typeof cycloneDxSchema>): object {
  const all = components.flatMap(flatten);
  return {
    specVersion,
    components: all.length,
    withoutLicense: all.filter(({ licenses = [] }) => licenses.length === 0)
      .length,
    // Most tools list only components, without vulnerabilities.
    ...(vulnerabilities && {
      vulnerabilities: countBySeverity(vulnerabilities),
    }),
  };
}

function countBySeverity(
  vulnerabilities: NonNullable<
    z.output<typeof cycloneDxSchema>['vulnerabilities']
  >,
) {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, unrated: 0 };
  for (const { ratings = [], analysis } of vulnerabilities) {
    if (!HARMLESS.includes(analysis?.state ?? '')) {
      const worst = severities.find(severity =>
        ratings.some(rating => rating.severity === severity),
      );
      counts[worst ?? 'unrated'] += 1;
    }
  }
  return counts;
}

function flatten(component: BomComponent): BomComponent[] {
  return [component, ...(component.components ?? []).flatMap(flatten)];
}

const scorecardSchema = z.object({
  score: z.number(),
  scorecard: z.object({ version: z.string() }),
  checks: z
    .array(z.object({ name: z.string(), score: z.number().nullable() }))
    .nullable(),
});

/** A check without a result has a score of -1. */
function readScorecard({
  score,
  scorecard,
  checks,
}: z.output<typeof scorecardSchema>): object {
  if (score < 0) {
    throw new UndecidedError(
      'no check of the OpenSSF Scorecard could decide, so there is no score',
    );
  }
  const decided = (checks ?? []).flatMap(check =>
    check.score !== null && check.score >= 0
      ? [[check.name, check.score] as const]
      : [],
  );
  return {
    version: scorecard.version,
    score,
    checks: Object.fromEntries(decided),
  };
}

/**
 * Converts a report into the value of its fact.
 *
 * @throws UndecidedError if it is not a report of that kind
 */
export function readReport(kind: ReportKind, text: string): object {
  switch (kind) {
    case 'junit':
      return readJunit(text);
    case 'sarif':
      return readSarif(parseJson(sarifSchema, text, 'SARIF'));
    case 'cyclonedx':
      return readCycloneDx(parseJson(cycloneDxSchema, text, 'CycloneDX'));
    default:
      return readScorecard(
        parseJson(scorecardSchema, text, 'OpenSSF Scorecard'),
      );
  }
}
