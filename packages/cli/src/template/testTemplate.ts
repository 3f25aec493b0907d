import { JsonObject, JsonValue } from '@backstage/types';
import {
  chooseDefaults,
  deriveCases,
  fillPages,
  listChoices,
  TestCase,
} from './deriveCases';
import { accepts, isSchema, listFields } from './fillForm';
import {
  checkFiles,
  checkMarkers,
  checkTemplate,
  compareFiles,
  Finding,
  markUndeclaredValues,
} from './findings';
import { findReferences, listExpressions } from './references';
import { Renderer, Rendering } from './Renderer';
import { Scaffolder } from './Scaffolder';
import { FormSchema, SkeletonFile, Step, Template } from './Template';
import { TemplatePlan } from './TemplatePlan';

/** A finding with the cases that have it; none if it holds for all. */
export type FoundIn = Finding & { cases: string[] };

/** The result for one template. */
export interface TemplateResult {
  template: Template;
  /** Cases that were rendered. */
  cases: string[];
  findings: FoundIn[];
  /** Findings that the plan allows. */
  allowed: FoundIn[];
  /** Why steps did not run, by id. */
  notRun: Map<string, string>;
  notes: string[];
  /** Whether the scaffolder no longer answers. */
  hasEnded: boolean;
  /** Milliseconds. */
  time: number;
}

/** Checks the files of a case further. */
export type CheckResult = (
  testCase: TestCase,
  files: SkeletonFile[],
) => Promise<Finding[]>;

/** Cases that are rendered twice; more would repeat the same files. */
const renderedTwice = 2;
/** Derived values that are replaced because the form refuses them. */
const mostRepairs = 5;
/** Combinations of values that are tried for a condition. */
const mostAimed = 48;

const listRendered = (rendering: Rendering, otherwise: SkeletonFile[]) =>
  rendering.status === 'rendered' ? rendering.files : otherwise;

/**
 * Tests a template.
 *
 * @param checkResult - for planned cases, or the first derived one
 * @throws UndecidedError if the scaffolder cannot run it
 */
export async function testTemplate(
  template: Template,
  plan: TemplatePlan,
  scaffolder: Scaffolder,
  checkResult: CheckResult,
): Promise<TemplateResult> {
  const start = Date.now();
  const installed = await scaffolder.listActions();
  const renderer = new Renderer(template, scaffolder, installed);
  const given = plan.values as JsonObject;
  const found = new Map<string, FoundIn>();
  const add = (testCase?: TestCase) => (finding: Finding) => {
    const key = `${finding.kind} ${finding.subject}`;
    const earlier = found.get(key) ?? { ...finding, cases: [] };
    const cases = new Set([
      ...earlier.cases,
      ...(testCase ? [testCase.name] : []),
    ]);
    found.set(key, { ...earlier, cases: [...cases] });
  };
  const rendered: string[] = [];
  const notes: string[] = [];
  let hasEnded = false;
  checkTemplate(template, installed).forEach(add());
  const { steps, markers } = markUndeclaredValues(template);
  const cases = (plan.cases ??
    deriveCases(template.pages, given)) as TestCase[];
  for (const testCase of cases) {
    const rendering = plan.cases
      ? await renderer.render(testCase.values)
      : await repair(testCase, template, values => renderer.render(values));
    if (rendering.status === 'rendered') {
      const { files } = rendering;
      rendered.push(testCase.name);
      const again =
        rendered.length <= renderedTwice
          ? await renderer.render(testCase.values)
          : rendering;
      const withMarkers =
        markers.size > 0
          ? await renderer.render(testCase.values, steps)
          : rendering;
      const isChecked = plan.cases || rendered.length === 1;
      [
        ...(await checkFiles(files, template)),
        ...compareFiles(files, listRendered(again, files)),
        ...checkMarkers(listRendered(withMarkers, files), markers),
        ...findMissing(testCase, files),
        ...(isChecked ? await checkResult(testCase, files) : []),
      ].forEach(add(testCase));
    } else if (rendering.status === 'refused' && !plan.cases) {
      notes.push(
        `No values for the case "${testCase.name}": ${rendering.message}; give values in template-test.yaml`,
      );
    } else {
      add(testCase)(explainFailure(rendering, testCase));
    }
    if (rendering.status === 'ended') {
      notes.push(`No case after "${testCase.name}" was rendered`);
      hasEnded = true;
      break;
    }
  }
  if (rendered.length > 0 && !hasEnded) {
    (await findIdleSteps(template, plan, renderer)).forEach(add());
  }
  const isAllowed = ({ kind, subject }: Finding) =>
    plan.allow.some(one => one.finding === kind && one.subject === subject);
  const findings = [...found.values()];
  return {
    template,
    cases: rendered,
    findings: findings.filter(finding => !isAllowed(finding)),
    allowed: findings.filter(isAllowed),
    notRun: renderer.notRun,
    notes,
    hasEnded,
    time: Date.now() - start,
  };
}

function findMissing(
  { files: expected = [] }: TestCase,
  files: SkeletonFile[],
): Finding[] {
  return expected
    .filter(file => !files.some(({ path }) => path === file))
    .map(subject => ({
      kind: 'missing-file',
      subject,
      message: 'is not generated, but template-test.yaml expects it',
    }));
}

function explainFailure(
  { status, message, failing }: Exclude<Rendering, { status: 'rendered' }>,
  { name }: TestCase,
): Finding {
  return status === 'refused'
    ? {
        kind: 'refused-values',
        subject: name,
        message: `${message}: change the case or the schema of the form`,
      }
    : {
        kind: 'failing-step',
        subject: failing?.id ?? 'template',
        message: `${failing?.action ?? 'a dry run'}: ${message.slice(0, 400)}`,
      };
}

/** Renders derived values. Refused ones become plain, or empty. */
async function repair(
  testCase: TestCase,
  { pages }: Template,
  render: (values: JsonObject) => Promise<Rendering>,
): Promise<Rendering> {
  const plain = fillPages(pages, chooseDefaults);
  for (let repairs = 0; ; repairs++) {
    const rendering = await render(testCase.values);
    if (
      rendering.status !== 'refused' ||
      rendering.field === undefined ||
      repairs === mostRepairs
    ) {
      return rendering;
    }
    const { [rendering.field]: refused, ...others } = testCase.values;
    const other = plain[rendering.field];
    testCase.values =
      other === undefined || other === refused
        ? others
        : { ...others, [rendering.field]: other };
  }
}

/** Steps whose condition held in no case, nor with values aimed at it. */
async function findIdleSteps(
  template: Template,
  { cases }: TemplatePlan,
  renderer: Renderer,
): Promise<Finding[]> {
  const idle: Finding[] = [];
  for (const step of template.steps) {
    const isOpen = step.if !== undefined && !renderer.held.has(step.id);
    const aimed = isOpen && !cases ? aimAt(step, template.pages) : [];
    if (aimed === undefined) {
      renderer.notRun.set(step.id, 'no case found for its condition');
      continue;
    }
    for (const values of aimed) {
      if (!renderer.held.has(step.id)) {
        await repair({ name: step.id, values }, template, one =>
          renderer.evaluate(one, step),
        );
      }
    }
    if (isOpen && !renderer.held.has(step.id)) {
      idle.push({
        kind: 'idle-step',
        subject: step.id,
        message: `its condition ${JSON.stringify(step.if)} holds in no case: correct it, remove the step, or add a case to template-test.yaml`,
      });
    }
  }
  return idle;
}

/**
 * Values for which a condition may hold: combinations of choices, and of literals in the condition.
 *
 * @returns `undefined` if it depends on more than a few parameters
 */
function aimAt(
  { if: condition, each }: Step,
  pages: FormSchema[],
): JsonObject[] | undefined {
  const expressions = listExpressions(condition);
  const { names, isWhole } = findReferences(expressions, 'parameters');
  const depends =
    /\b(steps|secrets|user|environment|each)\b|parameters\.\w+\s*[.[]/;
  if (isWhole || each || expressions.some(text => depends.test(text))) {
    return undefined;
  }
  const literals = [
    ...String(condition).matchAll(/'([^']*)'|"([^"]*)"|\b(\d+)\b/g),
  ].map(([, single, double, number]) => single ?? double ?? Number(number));
  const fields = listFields(pages);
  let combinations: Record<string, JsonValue | undefined>[] = [{}];
  for (const name of names) {
    const field = fields.get(name) ?? {};
    const items = isSchema(field.items) ? listChoices(field.items) : [];
    const single = [...listChoices(field), ...items, ...literals, 'sample', ''];
    const candidates = single
      .flatMap(value => [value, [value]])
      .filter(value => fields.has(name) && accepts(field, value));
    combinations = combinations.flatMap(earlier =>
      [...candidates, undefined].map(value => ({ ...earlier, [name]: value })),
    );
  }
  return combinations.length > mostAimed
    ? undefined
    : combinations.map(fixed =>
        // Without the fields that are to be empty.
        JSON.parse(
          JSON.stringify({
            ...fillPages(pages, chooseDefaults, fixed),
            ...fixed,
          }),
        ),
      );
}
