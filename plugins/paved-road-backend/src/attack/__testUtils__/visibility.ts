import { isDeepStrictEqual } from 'node:util';

type Item = Record<string, any>;

/** Answers to one of two people. */
export interface Views {
  ofAll(path: string): Promise<any>;
  ofRestricted(path: string): Promise<any>;
}

/**
 * Lists and totals of the restricted person that are not what others get for the same entities.
 *
 * @param visible - what the catalog shows to that person
 */
export async function findWrongViews(
  { ofAll, ofRestricted }: Views,
  visible: string[],
): Promise<string[]> {
  const problems: string[] = [];
  const compare = (what: string, actual: unknown, expected: unknown) => {
    if (!isDeepStrictEqual(actual, expected)) {
      problems.push(
        `${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`,
      );
    }
  };
  const select = async (path: string): Promise<Item[]> =>
    (await readAll(ofAll, path)).filter(
      ({ entityRef, orphaned }) => visible.includes(entityRef) && !orphaned,
    );
  const toIds = (items: Item[]) =>
    items.map(({ id, entityRef }) => id ?? entityRef).sort();

  const scorecards = await select('/scorecards');
  compare('/scorecards of all', toIds(scorecards), visible.toSorted());
  for (const path of [
    '/scorecards',
    '/scorecards/failing-checks',
    '/assessments',
    '/waivers',
  ]) {
    const { items, totalItems } = await ofRestricted(`${path}?limit=100`);
    const expected = toIds(await select(path));
    compare(path, toIds(items ?? []), expected);
    compare(`${path}: total`, totalItems, expected.length);
  }
  for (const dimension of ['level', 'owner', 'check']) {
    const path = `/scorecards/summary?groupBy=${dimension}`;
    const { totals, groups } = await ofRestricted(path);
    compare(`${path}: total`, totals?.entities, visible.length);
    if (dimension === 'level') {
      compare(path, countByLevel(groups), countByLevel(scorecards));
    }
  }
  const trend = '/scorecards/trend?days=30';
  const parts = visible.map(ref => ofAll(`${trend}&entity=${ref}`));
  compare(
    trend,
    sumByDay([await ofRestricted(trend)]),
    sumByDay(await Promise.all(parts)),
  );
  const csv = String(await ofRestricted('/scorecards.csv'));
  const refs = csv.split('\r\n').slice(1).filter(Boolean);
  compare(
    '/scorecards.csv',
    refs.map(row => row.split(',')[0]).sort(),
    visible.toSorted(),
  );
  return problems;
}

async function readAll(get: Views['ofAll'], path: string): Promise<Item[]> {
  const all: Item[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const from: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const { items, nextCursor } = await get(`${path}?limit=100${from}`);
    all.push(...(items ?? []));
    cursor = nextCursor;
  }
  return all;
}

/** The figures of several trends together. */
function sumByDay(trends: Item[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { date, levels, totals, raised, lowered } of trends.flatMap(
    ({ points }) => points,
  )) {
    const numbers = { ...levels, ...totals, raised, lowered };
    for (const [name, number] of Object.entries(numbers)) {
      const key = `${date} ${name}`;
      sums[key] = (sums[key] ?? 0) + Number(number);
    }
  }
  return sortedCounts(sums);
}

/** Of groups by level, or of scorecards. */
function countByLevel(of: Item[] = []): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { key, level, entities = 1 } of of) {
    const name = key ?? level ?? 'none';
    counts[name] = (counts[name] ?? 0) + entities;
  }
  return sortedCounts(counts);
}

function sortedCounts(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([, count]) => count !== 0)
      .sort(),
  );
}
