import { JsonObject } from '@backstage/types';
import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Order } from '../../plugins/paved-road-backend/src/attack/__testUtils__/backend.process';

/** Characters of its output that are kept. */
const KEPT = 4_000;

/** A back end in a separate process, which can be killed, paused and sent to another time. */
export class Replica {
  #child: ChildProcess | undefined;
  #starting: Promise<void> | undefined;
  #skew = 0;
  #ahead = 0;
  isReady = false;
  /** How often it ended without a kill. */
  crashes = 0;
  output = '';

  constructor(
    private readonly port: number,
    private readonly surroundings: string,
    private readonly config: JsonObject & { backend: JsonObject },
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}/api/paved-road`;
  }

  /** Starts it, again and again until it is ready. */
  start(): Promise<void> {
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async kill(): Promise<void> {
    this.isReady = false;
    const child = this.#child;
    this.#child = undefined;
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }

  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  /** @param ahead - milliseconds by which time is ahead for everybody */
  setTime(ahead: number): void {
    this.#ahead = ahead;
    this.#order({ ahead: this.#ahead + this.#skew });
  }

  /** @param skew - milliseconds by which only this clock is wrong */
  setSkew(skew: number): void {
    this.#skew = skew;
    this.setTime(this.#ahead);
  }

  run(task: string): void {
    this.#order({ task });
  }

  #order(order: Order): void {
    if (this.#child?.connected) {
      this.#child.send(order, () => {});
    }
  }

  async #start(): Promise<void> {
    const { port, surroundings } = this;
    const baseUrl = `http://127.0.0.1:${port}`;
    const config = {
      ...this.config,
      app: { baseUrl },
      backend: {
        ...this.config.backend,
        baseUrl,
        listen: { host: '127.0.0.1', port },
      },
    };
    const ahead = this.#ahead + this.#skew;
    while (!this.isReady) {
      const child = fork(
        path.join(
          __dirname,
          '../../plugins/paved-road-backend/src/attack/__testUtils__/backend.process.cjs',
        ),
        [JSON.stringify({ config, surroundings, ahead })],
        {
          stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
          env: {
            ...process.env,
            LOG_LEVEL: 'warn',
            NODE_ENV: 'production',
            // Most of a start is compiling.
            NODE_COMPILE_CACHE: path.join(__dirname, '../../../compiled'),
          },
        },
      );
      this.#child = child;
      for (const stream of [child.stdout!, child.stderr!]) {
        stream.on('data', data => {
          this.output = `${this.output}${data}`.slice(-KEPT);
        });
      }
      const isStarted = await Promise.race([
        once(child, 'message').then(() => true),
        once(child, 'exit').then(() => false),
      ]);
      // Unless it was killed meanwhile.
      this.isReady = isStarted && this.#child === child;
      child.once('exit', () => {
        if (this.#child === child) {
          this.isReady = false;
          this.crashes += 1;
          void this.start();
        }
      });
    }
    this.setTime(this.#ahead);
  }
}
