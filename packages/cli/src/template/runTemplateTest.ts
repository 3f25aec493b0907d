import { InputError, toError } from '@backstage/errors';
import type { GateResult } from '@paved-road/plugin-paved-road-common';
import {
  JunitCase,
  printable,
  toJunitReport,
} from '@paved-road/plugin-paved-road-common/rules';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { write as writeFile } from '../gate/report';
import { runGate } from '../gate/runGate';
import { CliContext, templateCodes } from '../types';
import { Finding } from './findings';
import { startScaffolder } from './localScaffolder';
import { runCommands } from './runCommands';
import { Renderer, Scaffolder } from './Scaffolder';
import { readPlan, readTemplate, SkeletonFile, TemplatePlan } from './Template';
import { TemplateTestOptions } from './templateCommand';
import { FoundIn, TemplateResult, testTemplate } from './testTemplate';

export { serveParent } from './localScaffolder';

/**
 * Tests templates and reports the findings.
 *
 * @throws Error if it cannot decide
 */
export async function runTemplateTest(
  files: string[],
  options: TemplateTestOptions,
  context: CliContext,
): Promise<number> {
  const { cwd, env, stdout } = context;
  const results: TemplateResult[] = [];
  let scaffolder: Scaffolder | undefined;
  try {
    for (const file of files) {
      const plan = await readPlan(file, cwd);
      const template = await readTemplate(file, cwd);
      scaffolder ??=
        options.portal === undefined
          ? await startScaffolder(context)
          : {
              url: options.portal,
              token: env.PAVED_ROAD_TOKEN,
              stop: async () => {},
            };
      const result = await testTemplate(
        template,
        plan,
        new Renderer(template, scaffolder),
        (name, generated) =>
          checkResult(name, generated, plan, options, context),
      );
      stdout.write(`${toTable(result)}\n`);
      results.push(result);
      if (result.hasEnded) {
        await scaffolder.stop();
        scaffolder = undefined;
      }
    }
  } finally {
    await scaffolder?.stop();
  }
  if (options.output !== undefined) {
    const report = toJunitReport(results.flatMap(toCases));
    await writeFile(options.output, report, context);
  }
  return results.some(({ findings }) => findings.length > 0)
    ? templateCodes.findings
    : templateCodes.clean;
}

/** Judges generated files, and runs commands in them. */
async function checkResult(
  subject: string,
  generated: SkeletonFile[],
  plan: TemplatePlan,
  { rulePack, minLevel, run }: TemplateTestOptions,
  context: CliContext,
): Promise<Finding[]> {
  if (!rulePack && !run) {
    return [];
  }
  const folder = await fs.mkdtemp(join(tmpdir(), 'paved-road-result-'));
  const deny = (message: string): Finding => ({
    kind: 'denied-result',
    subject,
    message,
  });
  try {
    const files = join(folder, 'files');
    await fs.mkdir(join(folder, 'home'));
    for (const { path, content } of generated) {
      const file = resolve(files, path);
      if (relative(files, file).startsWith('..')) {
        throw new InputError(`The portal returned ${path}, outside the folder`);
      }
      await fs.mkdir(dirname(file), { recursive: true });
      // The dry run does not return modes.
      const isScript = content.subarray(0, 2).equals(Buffer.from('#!'));
      await fs.writeFile(file, content, { mode: isScript ? 0o755 : 0o644 });
    }
    let verdicts = '[]';
    if (rulePack) {
      const write = (text: string) => {
        verdicts = text;
      };
      await runGate(
        { path: files, rulePack, minLevel, format: 'json', timeout: 60 },
        { ...context, env: {}, stdout: { write } },
      );
    }
    const denied = [JSON.parse(verdicts) as GateResult[]]
      .flat()
      .filter(({ verdict }) => verdict === 'deny')
      .map(({ entityRef, level = 'no level', minLevel: needed, blocking }) =>
        deny(
          `${entityRef} has ${level} and needs ${needed}; blocked by ${blocking.join(', ')}`,
        ),
      );
    return [
      ...denied,
      ...(run ? await runCommands(plan.run, folder, context.env.PATH) : []),
    ];
  } catch (error) {
    return [deny(toError(error).message)];
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** What the table and JUnit report, as label, subject and message. */
function listRows({ findings, allowed, notRun }: TemplateResult): string[][] {
  const describe = ({ message, cases }: FoundIn) =>
    cases.size > 0 ? `${message} (${[...cases].join(', ')})` : message;
  return [
    ...findings.map(found => [found.kind, found.subject, describe(found)]),
    ...allowed.map(found => ['allowed', found.subject, describe(found)]),
    ...[...notRun].map(([subject, reason]) => ['not run', subject, reason]),
  ];
}

/** The result for a terminal. */
function toTable(result: TemplateResult): string {
  const { file, cases, findings, milliseconds } = result;
  const seconds = (milliseconds / 1_000).toFixed(1);
  return [
    `${printable(file)}: findings: ${findings.length}, cases: ${cases.length}, ${seconds} s`,
    ...listRows(result).map(
      ([label, subject, message]) =>
        `  ${label.padEnd(20)}  ${printable(`${subject}: ${message}`)}`,
    ),
  ].join('\n');
}

/** The result for JUnit: a test case for each rendered case, finding, and step that did not run. */
function toCases(result: TemplateResult): JunitCase[] {
  const suite = result.file;
  return [
    ...result.cases.map(name => ({ suite, name: `renders the case ${name}` })),
    ...listRows(result)
      .filter(([label]) => label !== 'allowed')
      .map(([label, subject, message]): JunitCase => {
        const tag = label === 'not run' ? 'skipped' : 'failure';
        const outcome = { tag, message } as const;
        return { suite, name: `${label} ${subject}`, outcome };
      }),
  ];
}
