import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createAssertEntityExistsAction } from './createAssertEntityExistsAction';

const group: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'team-a', namespace: 'default' },
};

async function run(entityRef: string) {
  const { handler } = createAssertEntityExistsAction({
    catalog: catalogServiceMock({ entities: [group] }),
  });
  const output = jest.fn();
  const context = createMockActionContext({
    input: { entityRef, kinds: ['Group', 'User'], field: 'owner' },
  });
  await handler({ ...context, output });
  return Object.fromEntries(output.mock.calls);
}

describe('pavedRoad:entity:assertExists', () => {
  it.each(['team-a', 'group:team-a', 'Group:default/team-a'])(
    'passes for %s, and says what it stands for',
    async entityRef => {
      expect(await run(entityRef)).toEqual({
        entityRef: 'group:default/team-a',
      });
    },
  );

  it.each([
    ['team-b', /^owner: "team-b" is not in the catalog.*Group or User/],
    [
      'component:default/team-a',
      /^owner: "component:default\/team-a" is not allowed, choose a Group or User/,
    ],
    ['../team-a/x', /^owner: /],
    ['', /^owner: /],
  ])('names the field, the value and the remedy for %j', async (ref, text) => {
    await expect(run(ref)).rejects.toThrow(text);
  });
});
