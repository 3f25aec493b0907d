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
import { GeneratedFile, Renderer, Scaffolder } from './Scaffolder';
import { readPlan, readTemplate } from './Template';
import { TemplateTestOptions } from './templateCommand';
import { TemplateResult, testTemplate } from './testTemplate';

export { serveScaffolder } from './localScaffolder';

/**
 * Tests templates and reports the findings.
 *
 * @throws Error if it cannot decide
 */
export async function runTemplateTest(
  files: string[],
  { portal, rulePack, run, output }: TemplateTestOptions,
  context: CliContext,
): Promise<number> {
  const { cwd, env, stdout } = context;
  const results: TemplateResult[] = [];
  let scaffolder: Scaffolder | undefined = portal
    ? { url: portal, token: env.PAVED_ROAD_TOKEN, stop: async () => {} }
    : undefined;
  try {
    for (const file of files) {
      const plan = await readPlan(file, cwd);
      const template = await readTemplate(file, cwd);
      scaffolder ??= await startScaffolder(context);
      const result = await testTemplate(
        template,
        plan,
        new Renderer(template, scaffolder),
        async (name, generated) =>
          rulePack || run
            ? await withFolder(generated, async folder => [
                ...(rulePack
                  ? await judge(name, folder, rulePack, context)
                  : []),
                ...(run ? await runCommands(plan.run, folder, env.PATH) : []),
              ])
            : [],
      );
      stdout.write(`${toTable(result)}\n`);
      results.push(result);
      if (result.isEndless && !portal) {
        await scaffolder.stop();
        scaffolder = undefined;
      }
    }
  } finally {
    await scaffolder?.stop();
  }
  if (output !== undefined) {
    await writeFile(output, toJunitReport(results.flatMap(toCases)), context);
  }
  return results.some(({ findings }) => findings.length > 0)
    ? templateCodes.findings
    : templateCodes.clean;
}

/** Uses generated files in the folder `files` of a temporary folder, beside an empty folder `home`. */
async function withFolder<T>(
  generated: GeneratedFile[],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await fs.mkdtemp(join(tmpdir(), 'paved-road-result-'));
  const files = join(folder, 'files');
  try {
    await fs.mkdir(join(folder, 'home'));
    await fs.mkdir(files);
    for (const { path, content } of generated) {
      const file = resolve(files, path);
      if (/^\.\.([\\/]|$)/.test(relative(files, file))) {
        throw new InputError(`The portal returned ${path}, outside the folder`);
      }
      await fs.mkdir(dirname(file), { recursive: true });
      // The dry run does not return modes.
      const isScript = content.subarray(0, 2).equals(Buffer.from('#!'));
      await fs.writeFile(file, content, { mode: isScript ? 0o755 : 0o644 });
    }
    return await use(folder);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** Judges generated files like the gate does offline. */
async function judge(
  subject: string,
  folder: string,
  rulePack: string[],
  context: CliContext,
): Promise<Finding[]> {
  let verdicts = '';
  const stdout = { write: (text: string) => (verdicts += text) };
  try {
    await runGate(
      { path: join(folder, 'files'), rulePack, format: 'json', timeout: 60 },
      { ...context, env: {}, stdout },
    );
  } catch (error) {
    const { message } = toError(error);
    return [{ kind: 'denied-result', subject, message }];
  }
  return [JSON.parse(verdicts) as GateResult | GateResult[]]
    .flat()
    .filter(({ verdict }) => verdict === 'deny')
    .map(({ entityRef, level = 'no level', minLevel, blocking }) => ({
      kind: 'denied-result',
      subject,
      message: `${entityRef} has ${level} and needs ${minLevel}; blocked by ${blocking.join(', ')}`,
    }));
}

/** What the table and JUnit report, as label, subject and message. */
function listRows({ findings, allowed, notRun }: TemplateResult): string[][] {
  const describe =
    (label?: string) =>
    ({ kind, subject, line, message, cases }: (typeof findings)[number]) => [
      label ?? kind,
      line ? `${subject}, line ${line}` : subject,
      cases.length > 0 ? `${message} (${cases.join(', ')})` : message,
    ];
  return [
    ...findings.map(describe()),
    ...allowed.map(describe('allowed')),
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
