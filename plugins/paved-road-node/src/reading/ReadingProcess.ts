import { ServiceUnavailableError } from '@backstage/errors';
import { ChildProcess, spawn } from 'node:child_process';

type Result = { value: unknown } | { error: Error };

/** A piece of work for the process. */
interface Job {
  /** The name of the reader. */
  reader: string;
  args: unknown[];
  /** The longest time that it takes, in milliseconds. */
  deadline: number;
  settle(result: Result): void;
}

/**
 * A process that reads foreign text: whatever a text does to its reader, everything else goes on, and the reader is
 * stopped in the end. A thread would not do, because V8 ends the whole process when one of them fills its heap fast.
 *
 * Readers are functions in JavaScript source, because a file of TypeScript cannot be run in a process of its own where
 * this package is not built. So they must not use anything but their arguments.
 */
export class ReadingProcess {
  readonly #script: string;
  readonly #memory: number;
  readonly #mostWaiting: number;
  readonly #waiting: Job[] = [];
  #process: ChildProcess | undefined;
  #current: { job: Job; timer: NodeJS.Timeout } | undefined;

  /**
   * @param readers - by name: the module that a reader gets as its first argument, as a path or the name of a built-in
   * one, and the reader
   * @param options - `memory`: that a text can take, in megabytes; `mostWaiting`: texts that wait, however many send more
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
// Nobody reads where errors of a parser come from, and a hostile text has thousands.
Error.stackTraceLimit = 0;
const readers = { ${table.join(',\n')} };
process.on('message', ({ reader, args }) => {
  const [library, read] = readers[reader];
  try {
    process.send({ value: read(require(library), ...args) });
  } catch (error) {
    process.send({ problem: String(error?.message ?? error) });
  }
});`;
  }

  /**
   * Has a text read, after those that wait already.
   *
   * @param deadline - the longest time that it takes, in milliseconds
   * @returns what the reader returns
   * @throws Error if the reader throws, takes too long or needs too much memory
   * @throws ServiceUnavailableError if too many texts wait
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
      // An idle process keeps no other alive.
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
        // It reads what strangers wrote, so it knows no secrets.
        env: {},
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    );
    // After it was stopped, a process has nothing to say.
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
            // How V8 ends a process that has filled its heap.
            signal === 'SIGABRT' || signal === 'SIGTRAP'
              ? 'needs too much memory to be read'
              : 'cannot be read',
          ),
        ),
      ),
    );
    return child;
  }

  /** Gives up the process and the text that it reads. */
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

/** What the process says of a text. */
interface Answer {
  value?: unknown;
  problem?: string;
}
