import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
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
}

/** The names of all rules that `npm run boundaries` checks. */
export function ruleNames(config = '.dependency-cruiser.cjs'): string[] {
  const rules: unknown = createRequire(import.meta.url)(path.join(root, config));
  const forbidden = Array.isArray(rules) ? rules : (rules as { forbidden: unknown[] }).forbidden;
  return forbidden.map(rule => (rule as { name: string }).name);
}

/** Runs the boundary check of the repository on a copy of its code with some files added. */
export async function checkBoundaries(planted: PlantedViolation[] = []): Promise<BoundaryCheck> {
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
    try {
      const { stdout } = await promisify(execFile)(process.execPath, await command(), {
        cwd: copy,
      });
      return { passed: true, output: stdout };
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return { passed: false, output: stdout + stderr };
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/**
 * Plants a violation of each rule in one copy of the code, and fails unless each is found where it was
 * planted.
 *
 * @param violations - by the name of the rule; the files must differ
 */
export async function assertFound(violations: Record<string, PlantedViolation>): Promise<void> {
  const { passed, output } = await checkBoundaries(Object.values(violations));
  assert.equal(passed, false, output);
  const missed = Object.entries(violations).filter(
    ([rule, { file }]) => !output.includes(`error ${rule}: ${file} `),
  );
  assert.deepEqual(missed, [], `not found: ${missed.map(([rule]) => rule).join()}\n${output}`);
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
