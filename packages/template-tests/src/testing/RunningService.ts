import { ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './portal';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export class RunningService {
  /** Where it listens. */
  readonly url: string;
  readonly #exited: Promise<number | null>;
  #log = '';

  private constructor(
    private readonly child: ChildProcess,
    url: string,
  ) {
    this.url = url;
    child.stdout!.on('data', chunk => (this.#log += chunk));
    child.stderr!.on('data', chunk => (this.#log += chunk));
    this.#exited = new Promise(resolve => child.once('exit', resolve));
  }

  static async start(
    directory: string,
    [program, ...args]: [program: string, ...args: string[]],
    env: NodeJS.ProcessEnv,
  ): Promise<RunningService> {
    const port = await findFreePort();
    return new RunningService(
      spawn(program, args, {
        cwd: directory,
        env: { ...env, HOST: '127.0.0.1', PORT: String(port) },
      }),
      `http://127.0.0.1:${port}`,
    );
  }

  /** What it has written. */
  get log(): string {
    return this.#log;
  }

  get(path: string): Promise<Answer> {
    return this.#send(path);
  }

  post(path: string, content: unknown): Promise<Answer> {
    return this.postText(path, JSON.stringify(content));
  }

  /** Sends a body as it is, such as one that is no JSON. */
  postText(
    path: string,
    body: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.#send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
    });
  }

  /**
   * Asks whether it is ready, as often as it can, until the answer is the one that is wanted.
   *
   * @throws when the service ends, or says anything but "not yet" before
   */
  async untilReadiness(wanted: 200 | 503): Promise<void> {
    for (;;) {
      const status = await this.#readiness();
      if (status === wanted) {
        return;
      }
      if (status !== undefined && status !== 503) {
        throw new Error(`/readyz was answered with ${status}`);
      }
      if (this.child.exitCode !== null) {
        throw new Error(`The service has ended: ${this.#log}`);
      }
      await sleep(5);
    }
  }

  /** Reads a metric, as often as it can, until it has the value. */
  async untilMetric(name: string, value: number): Promise<void> {
    for (;;) {
      const { text } = await this.get('/metrics');
      const line = text.split('\n').find(one => one.startsWith(`${name} `));
      if (Number(line?.slice(name.length)) === value) {
        return;
      }
      await sleep(5);
    }
  }

  /** Asks it to stop, as Docker and Kubernetes do, and waits for the exit code. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return await this.#exited;
  }

  /** Ends it whatever it does, so that no test leaves one behind. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Undefined while it does not listen. */
  async #readiness(): Promise<number | undefined> {
    try {
      return (await this.get('/readyz')).status;
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } };
      if (cause?.code === 'ECONNREFUSED') {
        return undefined;
      }
      throw error;
    }
  }

  async #send(path: string, init?: RequestInit): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, init);
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
    };
  }
}
