import { Config } from '@backstage/config';
import { JsonValue } from '@backstage/types';
import { nearestTo } from '@paved-road/plugin-paved-road-common/rules';

const root = 'pavedRoad';

/**
 * The keys below `pavedRoad` that are read. `*` stands for any key or item. Keys below the last part are checked where
 * they are read. A test compares the list with the schemas of the config.
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
  'reviews.remindAfterDays',
  'schedule.frequency',
  'schedule.initialDelay',
  'schedule.timeout',
  'scorecards.filter',
  'scorecards.historyRetention',
  'scorecards.rulePacks',
  'scorecards.tabFilter',
  'scorecards.targetLevel',
  'summaries.schedule.frequency',
  'summaries.schedule.initialDelay',
  'summaries.schedule.timeout',
  'summaries.waiverExpiryBefore',
  'target.by',
  'target.level',
  'target.share',
  'templates.owner',
  'templates.places',
  'waivers.maxDuration',
];

const toWord = (key: string) => key.replace(/[-_]/g, '').toLowerCase();

/**
 * Warns of unknown keys and suggests known ones. Beside `pavedRoad` and directly below it, other plugins may have keys, so
 * only keys similar to known ones cause a warning.
 */
export function findUnknownKeys(config: Config): string[] {
  const misspelt = config
    .keys()
    .filter(key => key !== root && nearestTo(toWord(key), [toWord(root)]));
  return [
    ...misspelt.map(
      key => `${key}: nothing reads this key, did you mean ${root}?`,
    ),
    ...findWarnings(
      config.getOptional(root),
      [],
      knownKeys.map(key => key.split('.')),
    ),
  ];
}

/** @param known - keys that may follow the path */
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
      return listUnknownKeyWarnings(
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

function listUnknownKeyWarnings(
  path: readonly string[],
  siblings: string[],
): string[] {
  const [key] = path.slice(-1);
  const parent = [root, ...path.slice(0, -1)].join('.');
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
