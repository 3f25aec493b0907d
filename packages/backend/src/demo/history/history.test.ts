import { ConfigReader } from '@backstage/config';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { EarlierLevel } from '@paved-road/plugin-paved-road-node';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { exampleFolder } from '../../__testUtils__/ExampleCatalog';
import { readFleet } from '../fleet/readFleet';
import { varyHistory } from '../fleet/variations';
import { createExampleHistory } from './createExampleHistory';
import { HistoryEntry, parseHistory } from './script';

const file = path.join(exampleFolder, 'history.yaml');
const DAY_MS = 24 * 60 * 60 * 1000;

const readExample = async () =>
  parseHistory(await readFile(file, 'utf8'), file);

const readServices = () =>
  readFleet(
    new ConfigReader({
      pavedRoad: {
        demo: {
          fleet: {
            services: 200,
            examples: path.join(exampleFolder, 'components'),
          },
        },
      },
    }),
  );

async function readAll(entries: HistoryEntry[]): Promise<EarlierLevel[][]> {
  const pages: EarlierLevel[][] = [];
  const { read } = createExampleHistory(entries);
  for await (const page of read(new AbortController().signal)) {
    pages.push(page);
  }
  return pages;
}

/** How many services were at silver or gold so many days before now. */
function onTheRoad(levels: EarlierLevel[], daysAgo: number): number {
  const day = Date.now() - daysAgo * DAY_MS;
  const known = levels.filter(({ at }) => Date.parse(at) <= day);
  return [...Map.groupBy(known, ({ entityRef }) => entityRef).values()].filter(
    ofEntity => ['silver', 'gold'].includes(ofEntity.at(-1)!.level),
  ).length;
}

describe('the history of the example', () => {
  it('tells of each service of the example, which rise with a setback', async () => {
    const [{ examples }, entries] = await Promise.all([
      readServices(),
      readExample(),
    ]);
    expect(entries.map(({ entityRef }) => entityRef).sort()).toEqual(
      examples.map(service => stringifyEntityRef(service)).sort(),
    );
    const [levels, ...others] = await readAll(entries);
    expect(others).toEqual([]);
    const counts = [119, 90, 65, 58, 40, 1].map(days =>
      onTheRoad(levels, days),
    );
    expect(counts).toEqual([0, 2, 6, 2, 6, 12]);
  });

  it('is that of generated services too, the same one each time, in pages with all of a service', async () => {
    const [{ services, examples }, example] = await Promise.all([
      readServices(),
      readExample(),
    ]);
    const entries = varyHistory(services, examples, example);
    expect(varyHistory(services, examples, example)).toEqual(entries);
    const pages = await readAll([...entries, ...entries, ...entries]);
    expect(
      pages.map(page => new Set(page.map(({ entityRef }) => entityRef)).size),
    ).toEqual([200, 100]);
    const levels = (await readAll(entries)).flat();
    expect(onTheRoad(levels, 1)).toBeGreaterThan(onTheRoad(levels, 100) + 10);
  });

  it('is refused where its days are in no order', () => {
    const text = `
- entityRef: component:default/search
  levels: [{ daysAgo: 3, level: none }, { daysAgo: 3, level: bronze }]`;
    expect(() => parseHistory(text, 'history.yaml')).toThrow(
      /example history in history.yaml: 0.levels.*list the oldest level first/,
    );
  });
});
