import { join } from 'node:path';

/** The executable, to run a part of it in a separate process; the bundle is in a folder beside it, too. */
// The bundle has no package to resolve.
// eslint-disable-next-line no-restricted-syntax
export const executable = join(__dirname, '../bin/paved-road');
