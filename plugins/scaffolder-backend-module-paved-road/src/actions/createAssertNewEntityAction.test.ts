import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createAssertNewEntityAction } from './createAssertNewEntityAction';

const existing: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'ticket-triage', namespace: 'default' },
};

const auth = mockServices.auth();

function run(entityRefs: string[]) {
  const { handler } = createAssertNewEntityAction({
    auth,
    catalog: catalogServiceMock({ entities: [existing] }),
  });
  return handler(createMockActionContext({ input: { entityRefs } }));
}

describe('pavedRoad:entity:assertNew', () => {
  it('passes when the catalog has none of the entities', async () => {
    await expect(
      run(['component:default/fraud-check', 'api:default/ticket-triage']),
    ).resolves.toBeUndefined();
  });

  it('names what is taken', async () => {
    await expect(
      run(['api:default/ticket-triage', 'component:default/ticket-triage']),
    ).rejects.toThrow(
      'name: the catalog already has component:default/ticket-triage; choose another name, or retry the run that made it if it is one that failed',
    );
  });

  it('asks for all entities, also those that the user may not see', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntitiesByRefs.mockResolvedValue({ items: [undefined] });
    const { handler } = createAssertNewEntityAction({ auth, catalog });
    await handler(
      createMockActionContext({ input: { entityRefs: ['api:default/x'] } }),
    );
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledWith(expect.anything(), {
      credentials: await auth.getOwnServiceCredentials(),
    });
  });
});
