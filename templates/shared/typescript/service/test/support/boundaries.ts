import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './paths.js';

/** A file that breaks a rule. */
export interface PlantedViolation {
  /** Relative to the root of the repository; it must not exist there. */
  file: string;
  code: string;
}

/** One run of `npm run boundaries` over a copy of the repository. */
export interface BoundaryCheck {
  passed: boolean;
  output: string;
  /** The rules that are broken, and the files that break them. */
  errors: { rule: string; file: string }[];
}

/** The names of all rules that `npm run boundaries` checks. */
export function ruleNames(): string[] {
  const config: unknown = createRequire(import.meta.url)(path.join(root, '.dependency-cruiser.cjs'));
  return (config as { forbidden: { name: string }[] }).forbidden.map(({ name }) => name);
}

/** Runs the boundary check of the repository on a copy of its code with some files added. */
export async function checkBoundaries(planted: PlantedViolation[]): Promise<BoundaryCheck> {
  const copy = await mkdtemp(path.join(tmpdir(), 'boundaries-'));
  try {
    for (const item of [
      'src',
      'package.json',
      'tsconfig.json',
      '.dependency-cruiser.cjs',
      'boundaries.cjs',
    ]) {
      await cp(path.join(root, item), path.join(copy, item), { recursive: true });
    }
    await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
    for (const { file, code } of planted) {
      const target = path.join(copy, file);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, code, { flag: 'wx' });
    }
    const { code, stdout, stderr } = await run(await command(), copy);
    const errors = [...stdout.matchAll(/^ *error (\S+): (\S+)/gm)].map(
      ([, rule = '', file = '']) => ({ rule, file }),
    );
    return { passed: code === 0, output: stdout + stderr, errors };
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

function run(args: string[], cwd: string) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>(resolve => {
    execFile(process.execPath, args, { cwd }, (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, stdout, stderr });
    });
  });
}

/** What `npm run boundaries` runs, without npm, which takes longer to start than the check itself. */
async function command(): Promise<string[]> {
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(root, file), 'utf8'));
  const { scripts } = (await read('package.json')) as { scripts: { boundaries: string } };
  const [program = '', ...args] = scripts.boundaries.split(' ');
  const { bin } = (await read('node_modules/dependency-cruiser/package.json')) as {
    bin: Record<string, string>;
  };
  return [path.join(root, 'node_modules/dependency-cruiser', bin[program] ?? program), ...args];
}
