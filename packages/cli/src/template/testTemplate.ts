import { JsonObject, JsonValue } from '@backstage/types';
import {
  checkFiles,
  checkTemplate,
  compareFiles,
  Finding,
  findReferences,
} from './findings';
import {
  accepts,
  chooseDefaults,
  deriveCases,
  fillPages,
  FormSchema,
  listChoices,
  listFields,
} from './form';
import { Renderer } from './Scaffolder';
import { SkeletonFile, Step, Template, TemplatePlan } from './Template';

/** A finding with the cases that have it; none if it holds for all. */
export type FoundIn = Finding & { cases: Set<string> };

/** The result for one template. */
export type TemplateResult = Awaited<ReturnType<typeof testTemplate>>;

/** Cases that are rendered twice; more would repeat the same files. */
const renderedTwice = 2;
/** Combinations of values for a condition. */
const mostAimed = 48;

/**
 * Tests a template.
 *
 * @param checkFurther - for planned cases, or the first derived one
 * @throws UndecidedError if the scaffolder cannot run it
 */
export async function testTemplate(
  template: Template,
  plan: TemplatePlan,
  renderer: Renderer,
  checkFurther: (name: string, files: SkeletonFile[]) => Promise<Finding[]>,
) {
  const start = Date.now();
  const { file, pages } = template;
  const found = new Map<string, FoundIn>();
  const add = (findings: Finding[], testCase: string[] = []) => {
    for (const finding of findings) {
      const key = `${finding.kind} ${finding.subject}`;
      const cases = [...(found.get(key)?.cases ?? []), ...testCase];
      const known = found.get(key) ?? finding;
      found.set(key, { ...known, cases: new Set(cases) });
    }
  };
  add(checkTemplate(template, await renderer.listActions()));
  const rendered: string[] = [];
  let hasEnded = false;
  for (const { name, values } of plan.cases ??
    deriveCases(pages, plan.values as JsonObject)) {
    const given = values as JsonObject;
    let result = await renderer.render(given);
    // The scaffolder may refuse what the schema seems to accept.
    while (
      result.status === 'refused' &&
      !plan.cases &&
      Object.hasOwn(given, result.field ?? '')
    ) {
      delete given[result.field!];
      result = await renderer.render(given);
    }
    if (result.status === 'rendered') {
      const { files } = result;
      rendered.push(name);
      add(await checkFiles(files, template), [name]);
      if (rendered.length <= renderedTwice) {
        const again = await renderer.render(given);
        add(
          again.status === 'rendered' ? compareFiles(files, again.files) : [],
          [name],
        );
      }
      if (plan.cases || rendered.length === 1) {
        add(await checkFurther(name, files), [name]);
      }
    } else if (result.status === 'refused' && !plan.cases) {
      renderer.notRun.set(
        `case ${name}`,
        `${result.message}: give values in template-test.yaml`,
      );
    } else {
      const step = result.status === 'refused' ? undefined : result.step;
      const message = `${step?.action ?? 'dry run'}: ${result.message.slice(0, 400)}`;
      const subject = step?.id ?? 'template';
      add([{ kind: 'failing-step', subject, message }], [name]);
      hasEnded = result.status === 'ended';
    }
    if (hasEnded) {
      break;
    }
  }
  if (rendered.length > 0 && !hasEnded) {
    add(await findIdleSteps(template, plan, renderer));
  }
  const { true: allowed = [], false: findings = [] } = Object.groupBy(
    found.entries(),
    ([key]) => String(Object.hasOwn(plan.allow, key)),
  );
  return {
    file,
    cases: rendered,
    findings: findings.map(([, finding]) => finding),
    /** Findings that the plan allows. */
    allowed: allowed.map(([, finding]) => finding),
    /** Why steps and cases did not run. */
    notRun: renderer.notRun,
    /** Whether the scaffolder no longer answers. */
    hasEnded,
    milliseconds: Date.now() - start,
  };
}

/** Steps whose condition held in no case, nor with values aimed at it. */
async function findIdleSteps(
  { steps, pages }: Template,
  { cases }: TemplatePlan,
  renderer: Renderer,
): Promise<Finding[]> {
  const isIdle = ({ id, if: condition }: Step) =>
    condition !== undefined && !renderer.held.has(id);
  for (const step of steps.filter(isIdle)) {
    const aimed = cases ? [] : aimAt(step, pages);
    if (aimed === undefined) {
      renderer.notRun.set(step.id, 'no case found for its condition');
      renderer.held.add(step.id);
    }
    for (const values of aimed ?? []) {
      if (isIdle(step)) {
        await renderer.evaluate(values, step);
      }
    }
  }
  return steps.filter(isIdle).map(step => ({
    kind: 'idle-step',
    subject: step.id,
    message: `its condition ${JSON.stringify(step.if)} holds in no case: correct it, remove the step, or add a case to template-test.yaml`,
  }));
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
  const text = String(condition);
  const { names, isWhole } = findReferences(text, 'parameters');
  const depends =
    /\b(steps|secrets|user|environment|each)\b|parameters\.\w+\s*[.[]/;
  if (isWhole || each || depends.test(text)) {
    return undefined;
  }
  const literals = [...text.matchAll(/'([^']*)'|"([^"]*)"|\b(\d+)\b/g)].map(
    ([, single, double, number]) => single ?? double ?? Number(number),
  );
  const fields = listFields(pages);
  type Values = Record<string, JsonValue | undefined>;
  const aimed = [...names].reduce<Values[]>(
    (earlier, name) => {
      const field = fields.get(name);
      const item = (field?.items ?? {}) as FormSchema;
      const accepted = [
        ...listChoices(field ?? {}),
        ...listChoices(item),
        ...literals,
        'sample',
        '',
      ]
        .flatMap(value => [value, [value]])
        .filter(value => field && accepts(field, value));
      return [...accepted, undefined].flatMap(value =>
        earlier.map(one => ({ ...one, [name]: value })),
      );
    },
    [{}],
  );
  return aimed.length > mostAimed
    ? undefined
    : aimed.map(fixed => fillPages(pages, chooseDefaults, fixed));
}
