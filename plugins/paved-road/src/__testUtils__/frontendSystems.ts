const all = ['classic', 'new'] as const;

/** One of Backstage's frontend systems. */
export type FrontendSystem = (typeof all)[number];

const SHARE = 4;
const DAY_MS = 86_400_000;

/**
 * The frontend systems that a test file runs in. They differ in how the plugin is mounted and hardly in what is on its
 * pages, and twice the tests take twice the time: with `FRONTEND_SYSTEMS=both` it is both, otherwise the new one, and for
 * a quarter of the files, another one each day, the classic one instead.
 */
export const frontendSystems: readonly FrontendSystem[] =
  process.env.FRONTEND_SYSTEMS === 'both'
    ? all
    : [isClassicDay(expect.getState().testPath ?? '') ? 'classic' : 'new'];

function isClassicDay(testPath: string): boolean {
  const name = testPath.split(/[\\/]/).at(-1) ?? '';
  const sum = [...name].reduce(
    (total, letter) => total + (letter.codePointAt(0) ?? 0),
    Math.floor(Date.now() / DAY_MS),
  );
  return sum % SHARE === 0;
}
