import { ServiceUnavailableError } from '@backstage/errors';
import { ChildProcess, spawn } from 'node:child_process';

type Result = { value: unknown } | { error: Error };

interface Job {
  reader: string;
  args: unknown[];
  /** Time limit in milliseconds. */
  deadline: number;
  settle(result: Result): void;
}

/**
 * A process that parses untrusted text, so that a hostile text cannot block or crash the back end. A thread is not
 * enough, because V8 ends the whole process when a thread fills its heap fast.
 *
 * Readers are passed as JavaScript source, because an unbuilt TypeScript file cannot run in another process. So they
 * must use only their arguments.
 */
export class ReadingProcess {
  readonly #script: string;
  readonly #memory: number;
  readonly #mostWaiting: number;
  readonly #waiting: Job[] = [];
  #process: ChildProcess | undefined;
  #current: { job: Job; timer: NodeJS.Timeout } | undefined;

  /**
   * @param readers - by name: the module for the first argument of the reader, and the reader
   * @param options - `memory`: limit in megabytes; `mostWaiting`: maximum length of the queue
   */
  constructor(
    readers: Record<
      string,
      { library: string; read: (library: never, ...args: never[]) => unknown }
    >,
    options: { memory?: number; mostWaiting?: number } = {},
  ) {
    const { memory = 512, mostWaiting = Infinity } = options;
    this.#memory = memory;
    this.#mostWaiting = mostWaiting;
    const table = Object.entries(readers).map(
      ([name, { library, read }]) =>
        `${JSON.stringify(name)}: [${JSON.stringify(library)}, ${read}]`,
    );
    this.#script = `
// Stack traces of parser errors are not used, and a hostile text causes thousands.
Error.stackTraceLimit = 0;
const readers = { ${table.join(',\n')} };
process.on('message', async ({ reader, args }) => {
  const [library, read] = readers[reader];
  try {
    process.send({ value: await read(require(library), ...args) });
  } catch (error) {
    process.send({ problem: String(error?.message ?? error) });
  }
});`;
  }

  /**
   * Queues a text.
   *
   * @param deadline - time limit in milliseconds
   * @returns what the reader returns
   * @throws Error if the reader throws, takes too long or needs too much memory
   * @throws ServiceUnavailableError if the queue is full
   */
  async read(
    reader: string,
    args: unknown[],
    deadline: number,
  ): Promise<unknown> {
    if (this.#waiting.length >= this.#mostWaiting) {
      throw new ServiceUnavailableError(
        'too many texts wait to be read, try again in a minute',
      );
    }
    return await new Promise((resolve, reject) => {
      this.#waiting.push({
        reader,
        args,
        deadline,
        settle: result =>
          'error' in result ? reject(result.error) : resolve(result.value),
      });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current) {
      return;
    }
    const job = this.#waiting.shift();
    if (!job) {
      // An idle process must not keep the back end running.
      this.#process?.unref();
      this.#process?.channel?.unref();
      return;
    }
    this.#current = {
      job,
      timer: setTimeout(
        () => this.#stop(new Error('takes too long to read')),
        job.deadline,
      ),
    };
    this.#process ??= this.#start();
    this.#process.ref();
    this.#process.channel?.ref();
    this.#process.send({ reader: job.reader, args: job.args });
  }

  #start(): ChildProcess {
    const child = spawn(
      process.execPath,
      [`--max-old-space-size=${this.#memory}`, '--eval', this.#script],
      {
        // Untrusted text must not have access to secrets.
        env: {},
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    );
    // Ignores messages of a stopped process.
    const whileInUse = (act: () => void) => child === this.#process && act();
    child.on('message', ({ value, problem }: Answer) =>
      whileInUse(() =>
        this.#settle(
          problem === undefined ? { value } : { error: new Error(problem) },
        ),
      ),
    );
    child.on('error', error =>
      whileInUse(() =>
        this.#stop(new Error(`cannot be read: ${error.message}`)),
      ),
    );
    child.on('exit', (_, signal) =>
      whileInUse(() =>
        this.#stop(
          new Error(
            // V8 ends a process with a full heap like this.
            signal === 'SIGABRT' || signal === 'SIGTRAP'
              ? 'needs too much memory to be read'
              : 'cannot be read',
          ),
        ),
      ),
    );
    return child;
  }

  /** Stops the process and fails its current text. */
  #stop(error: Error): void {
    this.#process?.kill('SIGKILL');
    this.#process = undefined;
    this.#settle({ error });
  }

  #settle(result: Result): void {
    const current = this.#current;
    this.#current = undefined;
    clearTimeout(current?.timer);
    current?.job.settle(result);
    this.#next();
  }
}

interface Answer {
  value?: unknown;
  problem?: string;
}
