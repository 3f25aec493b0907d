import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { execFile } from 'node:child_process';

/**
 * Runs a script of this package in a process of its own.
 *
 * @param script - path from the folder src
 * @param input - what it reads from the standard input
 * @returns the JSON that it writes
 */
export async function runScript(
  script: string,
  args: string[],
  input: string,
): Promise<any> {
  const path = resolvePackagePath('template-tests', 'src', script);
  return await new Promise((resolve, reject) => {
    const { stdin } = execFile(
      process.execPath,
      [path, ...args],
      // Without the options that the test runner sets for its own processes.
      { env: {} },
      (error, stdout) => (error ? reject(error) : resolve(JSON.parse(stdout))),
    );
    stdin!.end(input);
  });
}
