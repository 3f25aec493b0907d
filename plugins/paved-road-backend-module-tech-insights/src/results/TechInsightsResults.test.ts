import { mockServices } from '@backstage/backend-test-utils';
import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';
import { TechInsightsResults } from './TechInsightsResults';

const resultsOf = (api: Partial<PavedRoadApi>) =>
  new TechInsightsResults(
    {
      getRules: async () => ({ items: [], inactive: [], facts: [] }),
      ...api,
    } as PavedRoadApi,
    mockServices.logger.mock(),
  );

describe('results of many entities', () => {
  it('has an error for one that cannot be read, and results of the others', async () => {
    const results = resultsOf({
      getScorecard: async entityRef => {
        if (entityRef === 'component:default/broken') {
          throw new Error('The database is away');
        }
        return { results: [] } as never;
      },
    });
    expect(
      await results.getManyResults([
        'component:default/search',
        'component:default/broken',
      ]),
    ).toEqual([
      { entity: 'component:default/search', results: [] },
      {
        entity: 'component:default/broken',
        error: { name: 'Error', message: 'The database is away' },
        results: [],
      },
    ]);
  });

  it('are at most a thousand, also where none is named', async () => {
    const listScorecards = jest.fn(async () => ({
      items: Array.from({ length: 100 }, (_, index) => ({
        entityRef: `component:default/c${index}`,
      })),
      nextCursor: 'next',
    }));
    const results = resultsOf({ listScorecards: listScorecards as never });
    await expect(results.getManyResults([])).rejects.toThrow(
      'entities: an empty list stands for all, and there are more than 1000; ask for at most 1000 at once',
    );
    expect(listScorecards).toHaveBeenCalledTimes(11);
    await expect(
      results.getManyResults(Array(1_001).fill('component:default/search')),
    ).rejects.toThrow(
      'entities: 1001 are too many; ask for at most 1000 at once',
    );
  });
});
