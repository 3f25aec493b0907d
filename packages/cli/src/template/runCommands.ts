import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Finding } from './findings';
import { TemplatePlan } from './Template';

/** Milliseconds between two looks at processes and files. */
const interval = 500;
/** The last characters of the output of a command. */
const mostOutput = 500;
/** Variable that marks the processes of a command, because they may leave its group. */
const marker = 'PAVED_ROAD_TEMPLATE_TEST';
/** For all commands of a case. */
const usual = { seconds: 900, megabytes: 5_000, processes: 300 };

/**
 * Runs commands in generated files. Needs Linux, where the processes of a command can be found.
 *
 * @param folder - has the files in the folder `files`, and an empty folder `home`
 * @param PATH - the only part of the environment that the commands get
 * @returns the first command that fails
 */
export async function runCommands(
  commands: TemplatePlan['run'],
  folder: string,
  PATH: string | undefined,
  limits = usual,
): Promise<Finding[]> {
  const deadline = Date.now() + limits.seconds * 1_000;
  for (const { name, command, call } of commands) {
    const message = await runCommand(command, call);
    if (message) {
      return [{ kind: 'failing-command', subject: name, message }];
    }
  }
  return [];

  async function runCommand(command: string, call?: string): Promise<string> {
    if (call && (await answers(call))) {
      return `something else answers at ${call}`;
    }
    const id = randomUUID();
    const home = `${folder}/home`;
    const child = spawn('/bin/sh', ['-c', command], {
      cwd: `${folder}/files`,
      env: { PATH, HOME: home, TMPDIR: home, CI: '1', [marker]: id },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (text: string) => {
      output = `${output}${text}`.slice(-mostOutput);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const ended = new Promise<string>(done => {
      child.once('error', error => done(error.message));
      child.once('exit', (code, signal) =>
        done(code === 0 ? '' : `it ends with ${code ?? signal}`),
      );
    });
    let problem: string | undefined;
    while (problem === undefined) {
      problem = await Promise.race([ended, wait(interval, undefined)]);
      if (call && problem === '') {
        problem = 'it ends before it answers';
      }
      problem ??= call && (await answers(call)) ? '' : await findExcess(id);
    }
    await endProcesses(id);
    // A process that hides from it may keep them open.
    child.stdout.destroy();
    child.stderr.destroy();
    return problem && `${problem}: ${output.trim()}`;
  }

  async function findExcess(id: string): Promise<string | undefined> {
    const { seconds, megabytes, processes } = limits;
    if (Date.now() > deadline) {
      return `it takes longer than ${seconds} s`;
    }
    if ((await listProcesses(id)).length > processes) {
      return `it has more than ${processes} processes`;
    }
    // It fails if files disappear meanwhile.
    const { stdout } = await promisify(execFile)('du', ['-sm', folder]).catch(
      error => error as { stdout: string },
    );
    return parseInt(stdout, 10) > megabytes
      ? `it writes more than ${megabytes} MB`
      : undefined;
  }
}

async function answers(url: string): Promise<boolean> {
  return await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function listProcesses(id: string): Promise<number[]> {
  const all = (await fs.readdir('/proc')).map(Number).filter(Number.isInteger);
  const marked = all.map(async number => {
    const read = fs.readFile(`/proc/${number}/environ`, 'utf8');
    const env = await read.catch(() => '');
    return env.includes(`${marker}=${id}`) ? number : [];
  });
  return (await Promise.all(marked)).flat();
}

/** Ends the processes of a command, also new ones. */
async function endProcesses(id: string): Promise<void> {
  // A process that starts has no environment yet, so none may be seen twice.
  for (let quiet = 0; quiet < 2; quiet++) {
    for (const number of await listProcesses(id)) {
      quiet = -1;
      try {
        process.kill(number, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
    await wait(50);
  }
}
