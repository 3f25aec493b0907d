import { Entity } from '@backstage/catalog-model';
import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { GroupTitles } from './GroupTitles';

function group(name: string, title?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, title },
    spec: { type: 'team', children: [] },
  };
}

function setUp() {
  const catalog = catalogServiceMock({
    entities: [
      group('ml', 'Machine learning'),
      group('bare'),
      group('secret', 'Secret'),
      { ...group('ada', 'Ada'), kind: 'User' },
    ],
  });
  const read = jest.spyOn(catalog, 'getEntitiesByRefs');
  const seen = ['group:default/ml', 'group:default/bare'];
  const titles = new GroupTitles({
    catalog,
    entities: {
      listVisible: async (refs, { principal }) =>
        (principal as { userEntityRef: string }).userEntityRef ===
        'user:default/all'
          ? refs
          : refs.filter(ref => seen.includes(ref)),
    },
  });
  const refs = [
    'group:default/ml',
    'group:default/bare',
    'group:default/secret',
  ];
  return {
    read,
    readAs: async (person: 'all' | 'some', more: string[] = []) =>
      Object.fromEntries(
        await titles.read(
          [...refs, ...more],
          mockCredentials.user(`user:default/${person}`),
        ),
      ),
  };
}

describe('Titles of groups', () => {
  it('are read once for all who may see the group', async () => {
    const { read, readAs } = setUp();
    const ofAll = {
      'group:default/ml': 'Machine learning',
      'group:default/secret': 'Secret',
    };
    await expect(readAs('all')).resolves.toEqual(ofAll);
    await expect(readAs('some')).resolves.toEqual({
      'group:default/ml': 'Machine learning',
    });
    await expect(readAs('all')).resolves.toEqual(ofAll);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('are not asked for where the group is hidden, and those of people are not shared', async () => {
    const { read, readAs } = setUp();
    for (let i = 0; i < 2; i++) {
      await expect(readAs('some', ['user:default/ada'])).resolves.toEqual({
        'group:default/ml': 'Machine learning',
        'user:default/ada': 'Ada',
      });
    }
    expect(read.mock.calls.map(([{ entityRefs }]) => entityRefs)).toEqual([
      ['group:default/ml', 'group:default/bare', 'user:default/ada'],
      ['user:default/ada'],
    ]);
  });
});
