import { InputError, toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { toJunitReport } from '@paved-road/plugin-paved-road-common/rules';
import { existsSync, promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { write } from '../gate/report';
import { judgeCheckout } from '../gate/runGate';
import { readSource } from '../import/readSource';
import { CliContext, templateCodes, UndecidedError } from '../types';
import { asList } from './fillForm';
import { Finding } from './findings';
import { toCases, toTable } from './reportTemplate';
import { runCommands } from './runCommands';
import { Scaffolder } from './Scaffolder';
import { startScaffolder } from './startScaffolder';
import { readTemplates, SkeletonFile } from './Template';
import { TemplateTestOptions } from './templateCommand';
import { readPlan, TemplatePlan } from './TemplatePlan';
import { TemplateResult, testTemplate } from './testTemplate';

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
  if (options.run && process.platform !== 'linux') {
    throw new UndecidedError(
      '--run limits the processes of commands, which works on Linux only: use it in a pipeline or a container',
    );
  }
  const results: TemplateResult[] = [];
  let opened: Awaited<ReturnType<typeof openScaffolder>> | undefined;
  try {
    for (const file of files) {
      const plan = await readPlan(file, context.cwd);
      for (const template of await readTemplates(file, context.cwd)) {
        const signal = AbortSignal.timeout(options.timeout * 1_000);
        opened ??= await openScaffolder(options, context, signal);
        const result = await testTemplate(
          template,
          plan,
          new Scaffolder({ ...opened, signal }),
          ({ name }, generated) =>
            checkResult(name, generated, plan, options, context),
        );
        context.stdout.write(`${toTable(result)}\n`);
        results.push(result);
        if (result.hasEnded) {
          await opened.stop();
          opened = undefined;
        }
      }
    }
  } finally {
    await opened?.stop();
  }
  if (options.junit !== undefined) {
    const report = toJunitReport(results.flatMap(toCases));
    await write('--junit', options.junit, report, context);
  }
  return results.some(({ findings }) => findings.length > 0)
    ? templateCodes.findings
    : templateCodes.clean;
}

async function openScaffolder(
  { portal, backend }: TemplateTestOptions,
  { cwd, env }: CliContext,
  signal: AbortSignal,
) {
  return portal === undefined
    ? await startScaffolder({
        backend,
        cwd,
        path: env.PATH,
        integrations: await readIntegrations(cwd),
        signal,
      })
    : { url: portal, token: env.PAVED_ROAD_TOKEN, stop: async () => {} };
}

/** The Git hosts of a portal, for filters that parse URLs. Some actions want a token before they connect. */
async function readIntegrations(cwd: string): Promise<JsonObject> {
  const name = 'app-config.yaml';
  const [config] = existsSync(join(cwd, name))
    ? await readSource([name], cwd)
    : [];
  const { integrations } = (config?.value ?? {}) as JsonObject;
  const token = 'none';
  const usual = { github: 'github.com', gitlab: 'gitlab.com' };
  const hosts = Object.entries(usual).map(([kind, host]) => [
    kind,
    { host, token },
  ]);
  const named = Object.entries(integrations ?? {}).flatMap(([kind, entries]) =>
    asList(entries).flatMap(entry => {
      const { host, baseUrl, apiBaseUrl } = (entry ?? {}) as JsonObject;
      const isNamed = typeof host === 'string' && !host.includes('$');
      return isNamed ? [[kind, { host, baseUrl, apiBaseUrl, token }]] : [];
    }),
  );
  const byKind = Map.groupBy([...hosts, ...named], ([kind]) => kind as string);
  return Object.fromEntries(
    [...byKind].map(([kind, entries]) => [
      kind,
      entries.map(([, host]) => host),
    ]),
  ) as JsonObject;
}

/** Judges generated files, and runs commands in them. */
async function checkResult(
  testCase: string,
  files: SkeletonFile[],
  plan: TemplatePlan,
  { rulePack, minLevel, run, env: names = [] }: TemplateTestOptions,
  context: CliContext,
): Promise<Finding[]> {
  if (!rulePack && !run) {
    return [];
  }
  const folder = await fs.mkdtemp(join(tmpdir(), 'paved-road-result-'));
  const findings: Finding[] = [];
  const deny = (message: string) =>
    findings.push({ kind: 'denied-result', subject: testCase, message });
  try {
    for (const { path, content } of files) {
      const file = resolve(folder, path);
      if (relative(folder, file).startsWith('..')) {
        throw new InputError(`The portal returned ${path}, outside the folder`);
      }
      await fs.mkdir(dirname(file), { recursive: true });
      // The dry run does not return modes.
      const mode = content.subarray(0, 2).equals(Buffer.from('#!'))
        ? 0o755
        : 0o644;
      await fs.writeFile(file, content, { mode });
    }
    if (rulePack) {
      const judged = { path: folder, rulePack, minLevel };
      const signal = AbortSignal.timeout(60_000);
      const { verdicts } = await judgeCheckout(judged, context, signal);
      for (const { result } of verdicts) {
        if (result.verdict === 'deny') {
          deny(
            `${result.entityRef} has ${result.level ?? 'no level'} and needs ${result.minLevel}; blocked by ${result.blocking.join(', ')}`,
          );
        }
      }
    }
    const env = Object.fromEntries(
      ['PATH', 'LANG', ...names].map(name => [name, context.env[name]]),
    );
    return [...findings, ...(run ? await runCommands(plan, folder, env) : [])];
  } catch (error) {
    deny(toError(error).message);
    return findings;
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
