import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

type LogLine = Record<string, unknown>;

/** A service in a process of its own, seen from outside: its log, its answers and its exit code. */
export class ServiceProcess {
  readonly log: LogLine[] = [];
  /** The exit code; undefined when a signal ended the process. */
  readonly exit: Promise<number | undefined>;
  readonly #child: ChildProcess;
  readonly #changed = new EventTarget();

  constructor(env: NodeJS.ProcessEnv, nodeOptions: string[] = []) {
    const script = fileURLToPath(new URL('sleepService.js', import.meta.url));
    const child = spawn(process.execPath, [...nodeOptions, script], {
      env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    const lines = createInterface(child.stdout);
    lines.on('line', line => {
      this.log.push(JSON.parse(line) as LogLine);
      this.#changed.dispatchEvent(new Event('line'));
    });
    this.exit = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(
      ([[code]]) => (code as number | null) ?? undefined,
    );
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** The first line of the log whose message has the text, as soon as it is there. */
  async logged(text: string): Promise<LogLine> {
    for (;;) {
      const found = this.log.find(line => String(line.msg).includes(text));
      if (found) {
        return found;
      }
      const ended = this.exit.then(() => 'ended');
      const line = once(this.#changed, 'line');
      if ((await Promise.race([ended, line])) === 'ended') {
        assert.fail(`ended without "${text}" in its log: ${JSON.stringify(this.log)}`);
      }
    }
  }

  /** Where it listens, taken from its log. */
  async url(): Promise<string> {
    const { msg } = await this.logged('Server listening at ');
    return String(msg).replace('Server listening at ', '');
  }
}
