import { Entity } from '@backstage/catalog-model';
import { createEntityFilters } from './entityFilters';

const entityOf = (
  kind: string,
  type?: string,
  metadata: Partial<Entity['metadata']> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'search', ...metadata },
  spec: { type },
});

const tabsOf = (entity: Entity, filters = createEntityFilters()) => [
  filters.isArchitectureAvailable(entity),
  filters.isScorecardAvailable(entity),
];

describe('createEntityFilters', () => {
  it('leaves pages of what is no AI service alone', () => {
    expect(tabsOf(entityOf('Component', 'website'))).toEqual([false, false]);
    expect(tabsOf(entityOf('API', 'openapi'))).toEqual([false, false]);
    expect(tabsOf(entityOf('Component', 'ai-service'))).toEqual([true, true]);
  });

  it('takes what is on the road already, and systems, which are assessed as a whole', () => {
    const annotations = { 'paved-road.io/pattern': 'monolith' };
    expect(tabsOf(entityOf('Component', 'website', { annotations }))).toEqual([
      true,
      true,
    ]);
    expect(tabsOf(entityOf('Resource', 'cluster', { annotations }))).toEqual([
      false,
      false,
    ]);
    expect(tabsOf(entityOf('System'))).toEqual([true, false]);
    expect(tabsOf(entityOf('System', 'x', { annotations }))).toEqual([
      true,
      true,
    ]);
  });

  it('has the tabs of what a rule pack selects beyond the config, once a link leads there', () => {
    const website = entityOf('Component', 'website', { name: 'Storefront' });
    const other = entityOf('Component', 'website', { name: 'blog' });
    window.history.pushState(
      {},
      '',
      '/catalog/default/component/storefront/scorecard?check=owned',
    );
    expect(tabsOf(website)).toEqual([true, true]);
    expect(tabsOf(other)).toEqual([false, false]);

    window.history.pushState({}, '', '/catalog/default/component/storefront');
    expect(tabsOf(website)).toEqual([true, true]);
    window.history.pushState({}, '', '/catalog/default/component/blog');
    expect(tabsOf(other)).toEqual([false, false]);
    window.history.pushState(
      {},
      '',
      '/catalog/default/component/blog/architecture/',
    );
    expect(tabsOf(other)).toEqual([true, false]);
    expect(tabsOf(entityOf('API', 'openapi', { name: 'blog' }))).toEqual([
      false,
      false,
    ]);
    window.history.pushState({}, '', '/');
  });

  it('shows scorecards of other kinds that the portal names, and where a link leads', () => {
    const filters = createEntityFilters(undefined, {
      kind: { $in: ['API', 'User'] },
    });
    expect(tabsOf(entityOf('API', 'openapi'), filters)).toEqual([false, true]);
    expect(tabsOf(entityOf('Resource', 'ai-model'), filters)).toEqual([
      false,
      false,
    ]);
    expect(tabsOf(entityOf('User'), filters)).toEqual([false, false]);

    window.history.pushState({}, '', '/catalog/default/group/crew/scorecard');
    expect(tabsOf(entityOf('Group', 'team', { name: 'crew' }))).toEqual([
      false,
      true,
    ]);
    expect(tabsOf(entityOf('User', 'x', { name: 'crew' }))).toEqual([
      false,
      false,
    ]);
    window.history.pushState({}, '', '/');
  });

  it('follows the filter of the portal', () => {
    const filters = createEntityFilters({
      'metadata.tags': { $contains: 'llm' },
    });
    expect(
      tabsOf(entityOf('Component', 'website', { tags: ['llm'] }), filters),
    ).toEqual([true, true]);
    expect(tabsOf(entityOf('Component', 'ai-service'), filters)).toEqual([
      false,
      false,
    ]);
  });
});
