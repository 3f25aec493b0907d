import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { RegistrationAccess } from './RegistrationAccess';

const existing = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'search' },
};

function allows(entityRef: string, mayRegister: boolean) {
  const access = new RegistrationAccess({
    creation: {
      rightsOf: async () => ({
        mayRegister,
        anyOwner: true,
        mayAssess: () => true,
      }),
    },
    catalog: catalogServiceMock({ entities: [existing] }),
    auth: mockServices.auth(),
  });
  return access.allows(entityRef, { credentials: mockCredentials.user() });
}

it('allows a new entity of a caller who may register entities', async () => {
  await expect(allows('component:default/new', true)).resolves.toBe(true);
  await expect(allows('component:default/new', false)).resolves.toBe(false);
});

it('refuses an entity of the catalog, whether the caller sees it or not', async () => {
  await expect(allows('component:default/search', true)).resolves.toBe(false);
});
