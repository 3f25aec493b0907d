import { Config } from '@backstage/config';
import { JsonValue } from '@backstage/types';
import { nearestTo } from '@paved-road/plugin-paved-road-common/rules';

const root = 'pavedRoad';

/**
 * The keys that Paved Road reads, below its own. `*` stands for any key or item. What is below the last part is not
 * looked at, because it is checked where it is read. A test keeps the list equal to the schemas of the config.
 */
export const knownKeys: readonly string[] = [
  'assessments.reviewAfterDays',
  'badges.enabled',
  'badges.secret',
  'facts.collectors.*.enabled',
  'facts.collectors.*.freshness',
  'facts.collectors.*.grace',
  'facts.collectors.*.timeout',
  'facts.historyRetention',
  'facts.http',
  'facts.pushed',
  'facts.repository.folders.*.path',
  'facts.repository.folders.*.url',
  'facts.repository.limits.depth',
  'facts.repository.limits.fileBytes',
  'facts.repository.limits.files',
  'facts.repository.limits.probedBytes',
  'facts.repository.skip',
  'gate.maxFactAge',
  'ingestion',
  'measurements',
  'model',
  'reviewers',
  'schedule',
  'scorecards.filter',
  'scorecards.historyRetention',
  'scorecards.rulePacks',
  'scorecards.rulePacksSchedule',
  'scorecards.tabFilter',
  'scorecards.targetLevel',
  'summaries.schedule',
  'summaries.waiverExpiryBefore',
  'templates.owner',
  'templates.places',
  'waivers.maxDuration',
];

/** What keys of earlier versions are called now. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['notices', 'summaries'],
]);

/**
 * Warnings of keys that nothing reads, with what was probably meant. Directly below `pavedRoad`, where other plugins may
 * have keys, only of those that look like one of ours.
 */
export function findUnknownKeys(config: Config): string[] {
  return findWarnings(
    config.getOptional(root),
    [],
    knownKeys.map(key => key.split('.')),
  );
}

/** @param known - what may follow the path */
function findWarnings(
  value: JsonValue | undefined,
  path: readonly string[],
  known: readonly string[][],
): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]) => {
    const below = known.filter(([next]) => next === key || next === '*');
    if (below.length === 0) {
      return describeUnknownKey(
        [...path, key],
        known.map(([next]) => next),
      );
    }
    const deeper = below.map(([, ...rest]) => rest);
    return deeper.every(rest => rest.length > 0)
      ? findWarnings(item, [...path, key], deeper)
      : [];
  });
}

function describeUnknownKey(
  path: readonly string[],
  siblings: string[],
): string[] {
  const [key] = path.slice(-1);
  const parent = [root, ...path.slice(0, -1)].join('.');
  const successor = renamed.get(path.join('.'));
  if (successor !== undefined) {
    return [`${parent}.${key}: the key is now ${root}.${successor}`];
  }
  const near = nearestTo(key, siblings);
  const elsewhere = knownKeys.find(known => known.endsWith(`.${key}`));
  const meant =
    (near !== undefined && `${parent}.${near}`) ||
    (elsewhere !== undefined && `${root}.${elsewhere}`);
  if (meant) {
    return [`${parent}.${key}: nothing reads this key, did you mean ${meant}?`];
  }
  return path.length > 1
    ? [
        `${parent}.${key}: nothing reads this key, there are ${[...new Set(siblings)].join(', ')}`,
      ]
    : [];
}
