import { version } from '../package.json';

const shared: { [key: symbol]: Set<string> | undefined } = globalThis as any;
const key = Symbol.for('@paved-road/plugin-paved-road-common');

/**
 * The versions of this package that the process has loaded. More than one do not work together.
 *
 * @public
 */
export const loadedVersions: Set<string> = (shared[key] ??= new Set());

loadedVersions.add(version);
