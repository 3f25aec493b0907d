import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

/** A server in a separate process, with its output. */
export class RunningServer {
  constructor(program, args, options) {
    this.output = '';
    this.child = spawn(program, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on('data', data => (this.output += data));
    }
    this.ended = once(this.child, 'close').then(([code]) => code);
  }

  /**
   * Asks it until an answer is right.
   *
   * @param patience - milliseconds
   * @param isRight - receives the response
   * @throws Error with its output if it ends before, or takes too long
   */
  async untilAnswer(request, patience, isRight = ({ ok }) => ok) {
    const end = Date.now() + patience;
    for (;;) {
      const response = await fetch(request.clone()).catch(() => undefined);
      if (response && (await isRight(response))) {
        return;
      }
      if (this.child.exitCode !== null || Date.now() > end) {
        throw new Error(`The server is not ready:\n${this.output}`);
      }
      await setTimeout(200);
    }
  }

  /** @returns its exit code, or `undefined` if it was killed after the grace period (ms) */
  async stop(gracePeriod) {
    this.child.kill('SIGTERM');
    const waiting = new AbortController();
    const code = await Promise.race([
      this.ended,
      setTimeout(gracePeriod, undefined, { signal: waiting.signal }),
    ]);
    waiting.abort();
    this.child.kill('SIGKILL');
    return code;
  }
}

/** The request that a back end answers when it is ready. */
export const readiness = url =>
  new Request(`${url}/.backstage/health/v1/readiness`);
