import { mockServices } from '@backstage/backend-test-utils';
import {
  EarlierLevel,
  ScorecardHistorySource,
} from '@paved-road/plugin-paved-road-node';
import { DateTime } from 'luxon';
import { createScorecardStore } from '../__testUtils__/createScorecardStore';
import { createRules } from '../__testUtils__/engineFixtures';
import { createMember, FleetMember } from '../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { HistoryImport, HistorySourceRegistry } from './HistoryImport';
import { HistoryImportStore } from './HistoryImportStore';

const databases = createTestDatabases();
const noEnd = new AbortController().signal;
const now = DateTime.fromISO('2026-01-02T00:00:00Z', { zone: 'utc' });
const search = 'component:default/search';

/** A source, and how often it was read. */
function createSource(
  id: string,
  pages: EarlierLevel[][],
): ScorecardHistorySource & { reads: number } {
  return {
    id,
    reads: 0,
    async *read() {
      this.reads += 1;
      yield* pages;
    },
  };
}

const onDay = (day: number, level: string, entityRef = search) => ({
  entityRef,
  level,
  at: `2025-12-${String(day).padStart(2, '0')}T12:00:00+02:00`,
});

describe.each(testDatabaseIds)('HistoryImport on %s', databaseId => {
  async function setUp(
    sources: ScorecardHistorySource[],
    fleet: FleetMember[] = [createMember('search', ['pass'])],
  ) {
    const knex = await databases.init(databaseId);
    const created = await createScorecardStore(knex, fleet);
    const logger = mockServices.logger.mock();
    const onImported = jest.fn();
    const rules = createRules({ version: '1.0.0', check: 'true' });
    // As two back ends have it.
    const create = () =>
      new HistoryImport({
        sources,
        store: new HistoryImportStore(knex),
        scorecards: created.store,
        fleet: created.fleetStore,
        rules: {
          current: () => rules,
          describe: () => Promise.reject(new Error('Nobody asks for this')),
        },
        historyRetention: { days: 365 },
        onImported,
        logger,
        now: () => now,
      });
    return {
      ...created,
      logger,
      onImported,
      create,
      async chain() {
        const { items } = await created.store.transitions(search, {
          limit: 10,
        });
        return items.reverse().map(({ from, to }) => [from, to]);
      },
    };
  }

  it('begins the history of services earlier, once, and says what it left out', async () => {
    const source = createSource('old', [
      [
        onDay(3, 'bronze', 'Component:Search'),
        onDay(2, 'none'),
        onDay(4, 'platinum'),
        onDay(5, 'bronze', 'component:default/unknown'),
      ],
      [
        { ...onDay(1, 'bronze'), at: '2026-01-01T12:00:00Z' },
        { ...onDay(1, 'bronze'), at: '2026-01-03T12:00:00Z' },
      ],
    ]);
    const { create, chain, logger, onImported } = await setUp([source]);
    await create().run(noEnd);
    await create().run(noEnd);

    const imported = [
      [undefined, 'none'],
      ['none', 'bronze'],
      ['bronze', 'none'],
    ];
    await expect(chain()).resolves.toEqual(imported);
    expect(source.reads).toBe(1);
    expect(onImported.mock.calls).toEqual([[[search]]]);
    expect(logger.info.mock.calls).toEqual([
      [
        'Scorecard history old: read 6 levels, and began the history of 1 services earlier; left out 1 of services without a scorecard, ' +
          '1 of services whose own history had begun by then, 1 with a level that the rule packs do not have, 1 in the future',
      ],
    ]);
  });

  it('reads again what failed, and is not kept from other sources by it', async () => {
    const wrong = createSource('wrong', [
      [onDay(1, 'bronze')],
      [{ ...onDay(2, 'none'), at: 'yesterday' }],
    ]);
    const right = createSource('right', []);
    const { create, chain, logger } = await setUp([wrong, right]);
    await create().run(noEnd);
    await create().run(noEnd);

    expect([wrong.reads, right.reads]).toEqual([2, 1]);
    await expect(chain()).resolves.toEqual([
      [undefined, 'bronze'],
      ['bronze', 'none'],
    ]);
    const [, error] = logger.warn.mock.calls[0];
    expect(String(error)).toMatch(
      /Invalid page of the scorecard history wrong: .*0.*at/,
    );
  });

  it('waits until there is something that has a history, and stops with the back end', async () => {
    const source = createSource('old', [[onDay(1, 'bronze')]]);
    const { create, fleetStore, index, update, chain, logger } = await setUp(
      [source],
      [],
    );
    await create().run(noEnd);
    expect(source.reads).toBe(0);

    const { entity, scorecard } = createMember('search', ['pass']);
    await index.upsert([entity]);
    await update([scorecard]);
    const end = new AbortController();
    end.abort();
    await create().run(end.signal);
    await expect(chain()).resolves.toEqual([[undefined, 'none']]);
    expect(logger.warn).not.toHaveBeenCalled();

    // Two back ends at once.
    await Promise.all([create().run(noEnd), create().run(noEnd)]);
    await expect(chain()).resolves.toEqual([
      [undefined, 'bronze'],
      ['bronze', 'none'],
    ]);
    const [first] = await fleetStore.trend(
      {},
      { all: true },
      { first: '2025-11-01', today: '2026-01-02' },
    );
    expect(first).toMatchObject({ date: '2025-12-01', levels: { bronze: 1 } });
  });
});

describe('HistorySourceRegistry', () => {
  it('takes sources that can be told apart', () => {
    const registry = new HistorySourceRegistry();
    const source = createSource('old', []);
    registry.addHistory(source);
    expect(() => registry.addHistory(createSource('old', []))).toThrow(
      'Scorecard history "old": this id is taken; use another one',
    );
    expect(() => registry.addHistory(createSource('', []))).toThrow(
      'the id has 0 characters, use 1 to 255',
    );
    expect(registry.list()).toEqual([source]);
  });
});
