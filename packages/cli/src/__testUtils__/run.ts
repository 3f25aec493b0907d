import { runCli } from '../runCli';

/** Runs the command line in this process. */
export async function run(
  args: string[],
  context: { cwd: string; env?: Record<string, string>; isTTY?: boolean },
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const write = (name: keyof typeof written) => (text: string) => {
    written[name] += text;
  };
  const exitCode = await runCli({
    args,
    cwd: context.cwd,
    env: context.env ?? {},
    stdout: { write: write('stdout'), isTTY: context.isTTY },
    stderr: { write: write('stderr') },
  });
  return { exitCode, ...written };
}
