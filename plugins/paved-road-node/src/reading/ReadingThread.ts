import { toError } from '@backstage/errors';
import { Worker } from 'node:worker_threads';

type Result = { value: unknown } | { error: Error };

/** A piece of work for the thread. */
interface Job {
  /** The name of the reader. */
  reader: string;
  args: unknown[];
  /** The longest time that it takes, in milliseconds. */
  deadline: number;
  settle(result: Result): void;
}

/**
 * A thread that reads foreign text: however long a text takes its reader, everything else goes on, and the reader is
 * stopped in the end.
 *
 * Readers are functions in JavaScript source, because a file of TypeScript cannot be run in a thread of its own where
 * this package is not built. So they must not use anything but their arguments.
 */
export class ReadingThread {
  readonly #script: string;
  readonly #memory: number;
  readonly #waiting: Job[] = [];
  #worker: Worker | undefined;
  #current: { job: Job; timer: NodeJS.Timeout } | undefined;

  /**
   * @param readers - by name: the module that a reader gets as its first argument, as a path or the name of a built-in
   * one, and the reader
   * @param memory - that a text can take, in megabytes
   */
  constructor(
    readers: Record<
      string,
      { library: string; read: (library: never, ...args: never[]) => unknown }
    >,
    memory: number = 512,
  ) {
    this.#memory = memory;
    const table = Object.entries(readers).map(
      ([name, { library, read }]) =>
        `${JSON.stringify(name)}: [${JSON.stringify(library)}, ${read}]`,
    );
    this.#script = `
const { parentPort } = require('node:worker_threads');
// Nobody reads where errors of a parser come from, and a hostile text has thousands.
Error.stackTraceLimit = 0;
const readers = { ${table.join(',\n')} };
parentPort.on('message', ({ reader, args }) => {
  const [library, read] = readers[reader];
  try {
    parentPort.postMessage({ value: read(require(library), ...args) });
  } catch (error) {
    parentPort.postMessage({ problem: String(error?.message ?? error) });
  }
});`;
  }

  /**
   * Has a text read, after those that wait already.
   *
   * @param deadline - the longest time that it takes, in milliseconds
   * @returns what the reader returns
   * @throws Error if the reader throws, takes too long or needs too much memory
   */
  read(reader: string, args: unknown[], deadline: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
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
      // An idle thread keeps no process alive.
      this.#worker?.unref();
      return;
    }
    this.#current = {
      job,
      timer: setTimeout(
        () => this.#stop(new Error('takes too long to read')),
        job.deadline,
      ),
    };
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage({ reader: job.reader, args: job.args });
  }

  #start(): Worker {
    const worker = new Worker(this.#script, {
      eval: true,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.#memory },
    });
    // After it was stopped, a thread has nothing to say.
    const whileInUse = (act: () => void) => worker === this.#worker && act();
    worker.on('message', ({ value, problem }) =>
      whileInUse(() =>
        this.#settle(
          problem === undefined ? { value } : { error: new Error(problem) },
        ),
      ),
    );
    worker.on('error', error => whileInUse(() => this.#stop(explain(error))));
    worker.on('exit', () =>
      whileInUse(() => this.#stop(new Error('cannot be read'))),
    );
    return worker;
  }

  /** Gives up the thread and the text that it reads. */
  #stop(error: Error): void {
    const worker = this.#worker;
    this.#worker = undefined;
    // Nothing waits for its end.
    worker?.terminate().catch(() => {});
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

function explain(error: unknown): Error {
  const { code, message } = toError(error) as NodeJS.ErrnoException;
  return new Error(
    code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? 'needs too much memory to be read'
      : `cannot be read: ${message}`,
  );
}
