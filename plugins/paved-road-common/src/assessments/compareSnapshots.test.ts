import { compareSnapshots } from './catalogFacts';

const snapshot = {
  owner: 'group:default/search',
  system: 'system:default/shop',
  dependencies: ['api:default/prices', 'resource:default/ranker'],
  pattern: 'monolith',
};

describe('compareSnapshots', () => {
  it('finds nothing in the same snapshot', () => {
    expect(compareSnapshots(snapshot, { ...snapshot })).toEqual([]);
    expect(
      compareSnapshots({ dependencies: [] }, { dependencies: [] }),
    ).toEqual([]);
  });

  it('tells what came and what went, and models apart from other dependencies', () => {
    const now = {
      system: 'system:default/store',
      dependencies: ['api:default/stock', 'resource:default/llm'],
      pattern: 'microservices',
    };
    const models = new Set(['resource:default/llm', 'resource:default/ranker']);
    expect(compareSnapshots(snapshot, now, models)).toEqual([
      { what: 'owner', added: [], removed: ['group:default/search'] },
      {
        what: 'system',
        added: ['system:default/store'],
        removed: ['system:default/shop'],
      },
      {
        what: 'dependencies',
        added: ['api:default/stock'],
        removed: ['api:default/prices'],
      },
      {
        what: 'models',
        added: ['resource:default/llm'],
        removed: ['resource:default/ranker'],
      },
      { what: 'pattern', added: ['microservices'], removed: ['monolith'] },
    ]);
  });

  it('takes a dependency that is not known as a model for any other', () => {
    expect(
      compareSnapshots(snapshot, {
        ...snapshot,
        dependencies: [...snapshot.dependencies, 'resource:default/unknown'],
      }),
    ).toEqual([
      {
        what: 'dependencies',
        added: ['resource:default/unknown'],
        removed: [],
      },
    ]);
  });
});
