import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Finding } from './findings';
import { TemplatePlan } from './TemplatePlan';

/** Milliseconds between two looks at processes and files. */
const interval = 500;
/** Variable that marks the processes of a command, because they may leave its group. */
const marker = 'PAVED_ROAD_TEMPLATE_TEST';
/** The last characters of the output of a command. */
const mostOutput = 500;

/** What commands get and may use. */
interface Surroundings {
  /** The generated files. */
  folder: string;
  home: string;
  env: Record<string, string | undefined>;
  limits: TemplatePlan['limits'];
  /** Milliseconds since 1970. */
  deadline: number;
}

/**
 * Runs commands in generated files. Needs Linux, where the processes of a command can be found.
 *
 * @param env - all variables that the commands get beside the home folder
 * @returns the first one that fails
 */
export async function runCommands(
  { run, limits }: TemplatePlan,
  folder: string,
  env: Record<string, string | undefined>,
): Promise<Finding[]> {
  const home = await fs.mkdtemp(`${folder}-home-`);
  const deadline = Date.now() + limits.seconds * 1000;
  try {
    for (const { name, command, call } of run) {
      const around = { folder, home, env, limits, deadline };
      const message = await runCommand(command, call, around);
      if (message !== undefined) {
        return [{ kind: 'failing-command', subject: name, message }];
      }
    }
    return [];
  } finally {
    await fs.rm(home, { recursive: true, force: true });
  }
}

/** @returns the problem, if there is one */
async function runCommand(
  command: string,
  call: string | undefined,
  around: Surroundings,
): Promise<string | undefined> {
  const { folder, home, env } = around;
  const id = randomUUID();
  const child = spawn('/bin/sh', ['-c', command], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, HOME: home, TMPDIR: home, CI: '1', [marker]: id },
  });
  let output = '';
  const keep = (text: string) => {
    output = `${output}${text}`.slice(-mostOutput);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const explain = (problem: string) => `${problem}: ${output.trim()}`;
  const ended = new Promise<string>(done => {
    child.once('error', error => done(explain(error.message)));
    child.once('exit', (code, signal) =>
      done(code === 0 ? '' : explain(`it ends with ${code ?? signal}`)),
    );
  });
  try {
    for (;;) {
      const problem = await Promise.race([ended, wait(interval)]);
      if (problem !== undefined) {
        return call && !problem
          ? explain('it ends before it answers')
          : problem || undefined;
      }
      if (call !== undefined && (await answers(call))) {
        return undefined;
      }
      const excess = await findExcess(id, around);
      if (excess !== undefined) {
        return explain(`${excess}, see limits in template-test.yaml`);
      }
    }
  } finally {
    await endProcesses(id);
  }
}

async function answers(url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(2_000);
  return await fetch(url, { signal, redirect: 'manual' }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function findExcess(
  id: string,
  { limits, deadline, folder, home }: Surroundings,
): Promise<string | undefined> {
  if (Date.now() > deadline) {
    return `it takes longer than ${limits.seconds} s`;
  }
  if ((await listProcesses(id)).length > limits.processes) {
    return `it has more than ${limits.processes} processes`;
  }
  const bytes = (await measure(folder)) + (await measure(home));
  return bytes > limits.megabytes * 1e6
    ? `it writes more than ${limits.megabytes} MB`
    : undefined;
}

/** Bytes of the files in a folder; they may disappear meanwhile. */
async function measure(folder: string): Promise<number> {
  const options = { withFileTypes: true, recursive: true } as const;
  const entries = await fs.readdir(folder, options).catch(() => []);
  const sizes = await Promise.all(
    entries.map(({ parentPath, name }) =>
      fs.lstat(join(parentPath, name)).then(
        ({ blocks }) => blocks * 512,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function listProcesses(id: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await fs.readdir('/proc')) {
    const env = await fs
      .readFile(`/proc/${name}/environ`, 'utf8')
      .catch(() => '');
    if (/^\d+$/.test(name) && env.includes(`${marker}=${id}`)) {
      found.push(Number(name));
    }
  }
  return found;
}

/** Ends the processes of a command, also new ones. */
async function endProcesses(id: string): Promise<void> {
  for (;;) {
    const running = await listProcesses(id);
    if (running.length === 0) {
      return;
    }
    for (const number of running) {
      try {
        process.kill(number, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
    await wait(50);
  }
}
