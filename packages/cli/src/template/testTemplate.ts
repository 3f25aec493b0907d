import { JsonObject } from '@backstage/types';
import { runInNewContext } from 'node:vm';
import {
  checkFiles,
  checkTemplate,
  compareFiles,
  Finding,
  findStep,
} from './findings';
import {
  chooseDefaults,
  deriveCases,
  fillForm,
  FormSchema,
  listChoices,
  listFields,
} from './form';
import { findReferences } from './references';
import { UndecidedError } from '../types';
import { GeneratedFile, Renderer } from './Scaffolder';
import { Step, Template, TemplatePlan } from './Template';

/** A finding with the cases that have it; none if it holds for all. */
export type FoundIn = Finding & { cases: string[] };

/** The result for one template. */
export type TemplateResult = Awaited<ReturnType<typeof testTemplate>>;

/** Cases that are rendered twice; more would repeat the same files. */
const renderedTwice = 2;
/** Combinations of values for a condition. */
const mostAimed = 48;
/** Milliseconds for all patterns of a form, which may backtrack for ever. */
const longestForm = 3_000;

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
  checkFurther: (name: string, files: GeneratedFile[]) => Promise<Finding[]>,
) {
  const start = Date.now();
  const found = new Map<string, FoundIn>();
  const add = (findings: Finding[], cases: string[] = []) => {
    for (const finding of findings) {
      const key = `${finding.kind} ${finding.subject}`;
      const known = found.get(key) ?? { ...finding, cases: [] };
      found.set(key, known);
      known.cases = [...new Set([...known.cases, ...cases])];
    }
  };
  add(checkTemplate(template, await renderer.listActions()));
  const rendered: string[] = [];
  let isEndless = false;
  const cases = plan.cases ?? deriveInTime(template, plan.values as JsonObject);
  for (const { name, values } of cases) {
    const result = await renderer.render(values as JsonObject);
    if (result.status === 'rendered') {
      const { files } = result;
      rendered.push(name);
      add(await checkFiles(files, template), [name]);
      if (rendered.length <= renderedTwice) {
        const again = await renderer.render(values as JsonObject);
        add(
          again.status === 'rendered' ? compareFiles(files, again.files) : [],
          [name],
        );
      }
      if (plan.cases || rendered.length === 1) {
        add(await checkFurther(name, files), [name]);
      }
    } else if (result.status === 'refused' && !plan.cases) {
      // The schema does not say everything, and extensions of a portal may validate more.
      const reason = `${result.message}: give values in template-test.yaml`;
      renderer.notRun.set(`case ${name}`, reason);
    } else {
      const { step, status } = result;
      const message = `${step?.action ?? 'dry run'}: ${result.message.slice(0, 400)}`;
      const subject = step?.id ?? 'template';
      add(
        [
          {
            kind: 'failing-step',
            subject,
            line: findStep(template.text, subject),
            message,
          },
        ],
        [name],
      );
      isEndless = status === 'endless';
    }
    if (isEndless) {
      break;
    }
  }
  if (rendered.length > 0 && !isEndless) {
    add(await findIdleSteps(template, plan, renderer));
  }
  const split = (isAllowed: boolean) =>
    [...found]
      .filter(([key]) => Object.hasOwn(plan.allow, key) === isAllowed)
      .map(([, finding]) => finding);
  return {
    file: template.file,
    cases: rendered,
    findings: split(false),
    /** Findings that the plan allows. */
    allowed: split(true),
    /** Why steps and cases did not run. */
    notRun: renderer.notRun,
    /** Whether the scaffolder no longer answers. */
    isEndless,
    milliseconds: Date.now() - start,
  };
}

/** @throws UndecidedError if the patterns of the form take too long */
function deriveInTime({ file, form }: Template, given: JsonObject) {
  try {
    return runInNewContext(
      'derive()',
      { derive: () => deriveCases(form, given) },
      { timeout: longestForm },
    ) as ReturnType<typeof deriveCases>;
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT'
    ) {
      throw error;
    }
    throw new UndecidedError(
      `${file}: a pattern of the form takes too long, such as ^(a+)+$: simplify it, or give cases in template-test.yaml`,
    );
  }
}

/** Steps whose condition held in no case, nor with values aimed at it. */
async function findIdleSteps(
  { steps, form, text }: Template,
  { cases }: TemplatePlan,
  renderer: Renderer,
): Promise<Finding[]> {
  const isIdle = ({ id, if: condition }: Step) =>
    condition !== undefined && !renderer.held.has(id);
  for (const step of steps.filter(isIdle)) {
    const aimed = cases ? [] : aimAt(step, form);
    if (!aimed) {
      renderer.notRun.set(step.id, 'no case found for its condition');
      renderer.held.add(step.id);
    }
    for (const values of aimed ?? []) {
      if (isIdle(step)) {
        await renderer.evaluate(values, step);
      }
    }
  }
  return steps.filter(isIdle).map(({ id, if: condition }) => ({
    kind: 'idle-step',
    subject: id,
    line: findStep(text, id),
    message: `its condition ${JSON.stringify(condition)} holds in no case: correct it, remove the step, or add a case to template-test.yaml`,
  }));
}

/**
 * Values for which a condition may hold: all combinations of the choices that the form offers.
 *
 * @returns `undefined` if it depends on anything else, or on too many
 */
function aimAt(
  { if: condition, each }: Step,
  form: FormSchema,
): JsonObject[] | undefined {
  const { names, isWhole } = findReferences(String(condition), 'parameters');
  const depends =
    /\b(steps|secrets|user|environment|each)\b|parameters\.\w+\s*[.[]/;
  if (isWhole || each || depends.test(String(condition))) {
    return undefined;
  }
  const fields = listFields(form);
  // A field that the form does not have stays empty.
  const offered = [...names].map(name => {
    const field = fields.get(name);
    return { name, choices: field ? listChoices(field) : [undefined] };
  });
  const combinations = offered.reduce(
    (product, { choices }) => product * choices.length,
    1,
  );
  if (combinations === 0 || combinations > mostAimed) {
    return undefined;
  }
  return offered
    .reduce<JsonObject[]>(
      (earlier, { name, choices }) =>
        choices.flatMap(value =>
          earlier.map(one => ({ ...one, [name]: value })),
        ),
      [{}],
    )
    .map(fixed => fillForm(form, chooseDefaults, fixed));
}
