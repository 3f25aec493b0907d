/* Measurements run in separate processes, so that neither side affects the other. */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Database } from './backendConfig';

/* This file is part of the bundles of the benchmark and of the processes. */
const folder = __dirname.endsWith('scorecards')
  ? __dirname
  : path.join(__dirname, 'scorecards');

/** Runs a process next to this file and returns its answer. */
export async function run<T>(
  name: string,
  options: object,
  execArgv: string[] = [],
): Promise<T> {
  // Too large for an argument. It goes with the bundles.
  const file = path.join(folder, `${randomUUID()}.json`);
  writeFileSync(file, JSON.stringify(options));
  const child = fork(path.join(folder, `${name}.process.cjs`), [file], {
    execArgv,
    env: { ...process.env, LOG_LEVEL: 'error', NODE_ENV: 'production' },
  });
  return await new Promise<T>((resolve, reject) => {
    child.on('message', message => resolve(message as T));
    child.on('error', reject);
    // An answer can arrive after the exit, but not after this.
    child.on('disconnect', () =>
      reject(new Error(`${name} ended without an answer`)),
    );
  });
}

/** What a measurement gets, beside its own options. */
export interface Task {
  port: number;
  database: Database;
  entities: number;
  repetitions: number;
}

export function task<T>(): T & Task {
  return JSON.parse(readFileSync(process.argv[2], 'utf8'));
}

export async function answer<T extends object>(
  work: () => Promise<T>,
): Promise<void> {
  try {
    const result = await work();
    process.send!(result, () => process.exit(0));
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}
