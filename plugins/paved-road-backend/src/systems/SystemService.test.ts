import { mockCredentials } from '@backstage/backend-test-utils';
import { defaultModel } from '@paved-road/plugin-paved-road-common/advisor';
import { createComponent, createEntity } from '../__testUtils__/startPavedRoad';
import { SystemService } from './SystemService';

describe('SystemService', () => {
  it('looks at a bounded number of components, and says how many there are', async () => {
    const components = new Map(
      Array.from({ length: 501 }, (_, index) => {
        const name = `part-${String(index).padStart(3, '0')}`;
        return [`component:default/${name}`, createComponent(name, 'ada')];
      }),
    );
    const shop = {
      ...createEntity('System', 'shop', { owner: 'ada' }),
      relations: [...components.keys(), 'api:default/prices'].map(
        targetRef => ({ type: 'hasPart', targetRef }),
      ),
    };
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
        // One was removed a moment ago.
        getVisibleOf: async refs =>
          new Map(
            refs
              .filter(ref => ref !== 'component:default/part-007')
              .map(ref => [ref, components.get(ref)!]),
          ),
        getVisibleEntities: async () => ({ all: true }),
        // In the order of a database.
        listVisible: async refs => refs.reverse(),
      },
      model: defaultModel,
    });

    const composition = await service.compose('system:default/shop', {
      credentials: mockCredentials.user(),
    });

    expect(composition.components).toHaveLength(499);
    expect(composition.components.at(-1)?.title).toBe('part-499');
    expect(composition.text).toBe(
      'None of the 499 components is assessed yet. Only the first 499 of 500 components are included.',
    );
    expect(asked.flat()).toHaveLength(499);
  });
});
