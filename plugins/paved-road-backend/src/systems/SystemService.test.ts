import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { defaultModel } from '@paved-road/plugin-paved-road-common/advisor';
import { createComponent, createEntity } from '../__testUtils__/startPavedRoad';
import { SystemService } from './SystemService';

describe('SystemService', () => {
  it('looks at a bounded number of components, and says how many there are', async () => {
    const shop = createEntity('System', 'shop', { owner: 'ada' });
    const components = Array.from({ length: 501 }, (_, index) => ({
      ...createComponent(`part-${String(index).padStart(3, '0')}`, 'ada'),
      relations: [{ type: 'partOf', targetRef: 'system:default/shop' }],
    }));
    const asked: string[][] = [];
    const service = new SystemService({
      store: {
        async findCounting(entityRefs) {
          asked.push(entityRefs);
          return new Map();
        },
      },
      entities: {
        getVisibleEntity: async () => shop,
        getVisibleOf: async () => new Map(),
        getVisibleEntities: async () => ({ all: true }),
        listVisible: async refs => refs,
      },
      identities: { see: async () => [] },
      catalog: catalogServiceMock({ entities: [shop, ...components] }),
      model: defaultModel,
    });

    const composition = await service.compose('system:default/shop', {
      credentials: mockCredentials.user(),
    });

    expect(composition.components).toHaveLength(500);
    expect(composition.components.at(-1)?.title).toBe('part-499');
    expect(composition.text).toBe(
      'None of the 500 components is assessed yet. Only the first 500 of 501 components are included.',
    );
    expect(asked.flat()).toHaveLength(500);
  });
});
