import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  catalogProcessingExtensionPoint,
  EntityProvider,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import path from 'node:path';
import { exampleFolder } from '../../__testUtils__/ExampleCatalog';
import { demoFleetModule } from './module';

const sam = 'user:default/sam.owner';
const example = 'component:default/reply-suggester';

/**
 * Starts a catalog and returns what it is given of the fleet, as soon as it is.
 *
 * @param isKnown - whether the catalog has read an entity of the example
 */
async function fleetIn(
  isKnown: (entityRef: string) => boolean,
  services: number,
): Promise<EntityProviderMutation> {
  const catalog = catalogServiceMock.mock({
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(entityRef =>
        isKnown(entityRef)
          ? { apiVersion: '', kind: '', metadata: { name: '' } }
          : undefined,
      ),
    }),
  });
  const demo = {
    people: [{ entityRef: sam }],
    fleet: { services, examples: path.join(exampleFolder, 'components') },
  };
  return await new Promise((resolve, reject) => {
    const addEntityProvider = (provider: EntityProvider) =>
      provider.connect({
        applyMutation: async mutation => resolve(mutation),
        refresh: async () => {},
      });
    startTestBackend({
      extensionPoints: [
        [catalogProcessingExtensionPoint, { addEntityProvider }],
      ],
      features: [
        demoFleetModule,
        catalog.factory,
        mockServices.rootConfig.factory({ data: { pavedRoad: { demo } } }),
      ],
    }).catch(reject);
  });
}

it('comes into the catalog after the people who sign in, and after the services that it is like', async () => {
  const late = [sam, example];
  const asked = new Map<string, number>();
  // The catalog is still starting at the first question, and then reads one of the two after the other.
  const isKnown = (entityRef: string) => {
    asked.set(entityRef, (asked.get(entityRef) ?? 0) + 1);
    if (asked.get(entityRef) === 1 && entityRef === sam) {
      throw new Error('Service has not started up yet');
    }
    return !late.includes(entityRef) || asked.get(entityRef)! > 2;
  };
  const { type } = await fleetIn(isKnown, 40);
  expect(type).toBe('full');
  expect(asked.get(sam)).toBe(3);
  expect(asked.get(example)).toBe(3);
});

it('waits for nothing where none is generated', async () => {
  const isKnown = jest.fn(() => false);
  expect(await fleetIn(isKnown, 0)).toEqual({ type: 'full', entities: [] });
  expect(isKnown).not.toHaveBeenCalled();
});
