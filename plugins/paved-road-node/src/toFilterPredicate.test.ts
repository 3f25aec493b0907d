import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { toFactName } from './toFactName';
import { toFilterPredicate } from './toFilterPredicate';

const search: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'search',
    tags: ['java', 'backend'],
    annotations: { 'example.com/tier': '1' },
  },
  spec: {
    type: 'service',
    lifecycle: 'production',
    dependsOn: ['resource:db'],
    replicas: 2,
  },
};

describe('toFilterPredicate', () => {
  const selects = (filter: unknown) =>
    filterPredicateToFilterFunction<Entity>(toFilterPredicate(filter))(search);

  it.each<[boolean, unknown]>([
    [true, { kind: 'component' }],
    [true, {}],
    [false, { kind: 'api' }],
    [true, { kind: ['api', 'component'], 'spec.type': 'service' }],
    [false, { kind: ['api', 'component'], 'spec.type': 'website' }],
    [true, [{ kind: 'api' }, { 'spec.lifecycle': 'production' }]],
    [true, { 'metadata.tags': 'backend' }],
    [true, { 'metadata.tags': ['go', 'java'] }],
    [false, { 'metadata.tags': ['go', 'rust'], kind: 'component' }],
    [true, { 'spec.dependsOn': 'resource:db' }],
    [true, { 'spec.replicas': 2 }],
    [true, { 'spec.replicas': 2, 'spec.dependsOn': 'resource:db' }],
    [true, { 'metadata.annotations.example.com/tier': '1' }],
    [true, { 'spec.type': CATALOG_FILTER_EXISTS }],
    [false, { 'spec.system': CATALOG_FILTER_EXISTS }],
  ])('is %s for %j', (expected, filter) => {
    expect(selects(filter)).toBe(expected);
  });

  it.each([
    'kind=component',
    [],
    { kind: [] },
    { kind: null },
    { kind: { $in: ['component'] } },
    { $all: ['component'] },
    { kind: Symbol('other') },
  ])('refuses %p', filter => {
    expect(() => toFilterPredicate(filter)).toThrow(
      'not made of fields and their values',
    );
  });
});

describe('toFactName', () => {
  it.each([
    ['entityOwnershipFactRetriever', 'entityOwnershipFactRetriever'],
    ['github:default/repo_details', 'githubDefaultRepoDetails'],
    ['migration-status.a', 'migrationStatusA'],
    ['Repository', 'repository'],
    ['7 days', 'fact7Days'],
    ['', 'fact'],
    ['é', 'fact'],
    ['a'.repeat(70), 'a'.repeat(63)],
  ])('makes of %j the name %s', (id, name) => {
    expect(toFactName(id)).toBe(name);
  });
});
