import { createRules } from '../__testUtils__/engineFixtures';
import {
  assertAssessable,
  assertScorable,
  keptKinds,
  normalizeEntityRef,
  toEntityRecord,
} from './entityRecord';

describe('toEntityRecord', () => {
  it('takes owner and system from the relations, where the catalog has resolved them', () => {
    expect(
      toEntityRecord({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          namespace: 'AI',
          name: 'Search',
          title: 'The search',
          annotations: { 'paved-road.io/pattern': 'hybrid' },
        },
        spec: { type: 'ai-service', lifecycle: 'production', owner: 'x' },
        relations: [
          { type: 'partOf', targetRef: 'component:ai/whole' },
          { type: 'partOf', targetRef: 'system:ai/discovery' },
          { type: 'dependsOn', targetRef: 'resource:ai/ranker' },
          { type: 'consumesApi', targetRef: 'api:ai/prices' },
          { type: 'providesApi', targetRef: 'api:ai/search' },
          { type: 'dependsOn', targetRef: 'component:ai/index' },
          { type: 'dependsOn', targetRef: 'resource:ai/ranker' },
          { type: 'ownedBy', targetRef: 'group:default/search' },
        ],
      }),
    ).toEqual({
      entityRef: 'component:ai/search',
      kind: 'component',
      namespace: 'ai',
      name: 'Search',
      title: 'The search',
      type: 'ai-service',
      lifecycle: 'production',
      owner: 'group:default/search',
      system: 'system:ai/discovery',
      snapshot: {
        owner: 'group:default/search',
        system: 'system:ai/discovery',
        dependencies: [
          'api:ai/prices',
          'component:ai/index',
          'resource:ai/ranker',
        ],
        pattern: 'hybrid',
      },
    });
  });

  it('takes an entity that says little', () => {
    expect(
      toEntityRecord({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'System',
        metadata: { name: 's' },
        spec: { type: 5 },
      }),
    ).toEqual({
      entityRef: 'system:default/s',
      kind: 'system',
      namespace: 'default',
      name: 's',
      title: 's',
      snapshot: { dependencies: [] },
    });
  });
});

it('knows which kinds are assessed, and which never have a scorecard', () => {
  ['Component:a', 'component:a', 'SYSTEM:a'].forEach(assertAssessable);
  expect(() => assertAssessable('API:default/a')).toThrow(
    'kind: "API" cannot be assessed, use one of Component, System',
  );
  ['component:a', 'API:a', 'group:a', 'gadget:a'].forEach(assertScorable);
  expect(() => assertScorable('User:default/a')).toThrow(
    'kind: "User" has no scorecards, use another one than User and Location',
  );
});

it('keeps what can be assessed and what the rules select', () => {
  const kindsFor = (...kinds: string[]) =>
    keptKinds({ rules: { ...createRules().rules, kinds } });
  expect(kindsFor()).toEqual(['Component', 'System']);
  expect(kindsFor('component', 'API', 'Group')).toEqual([
    'Component',
    'System',
    'API',
    'Group',
  ]);
});

describe('normalizeEntityRef', () => {
  it('completes a reference', () => {
    expect(normalizeEntityRef('Search', 'owner', 'group')).toBe(
      'group:default/search',
    );
    expect(normalizeEntityRef('User:AI/Ada', 'owner', 'group')).toBe(
      'user:ai/ada',
    );
  });

  it('names the field that has none', () => {
    expect(() => normalizeEntityRef('user:', 'owner', 'group')).toThrow(
      /^owner: "user:" is not an entity reference, use for example group:default\/name/,
    );
  });
});
