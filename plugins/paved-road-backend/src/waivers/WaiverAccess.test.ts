import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { WaiverAccess } from './WaiverAccess';

describe('WaiverAccess', () => {
  it('asks for the rights on all entities of a page at once, and on each of them once', async () => {
    const permissions = mockServices.permissions.mock();
    permissions.authorize.mockImplementation(async requests =>
      requests.map(({ permission, ...request }) => ({
        result:
          'resourceRef' in request &&
          request.resourceRef === 'component:default/b' &&
          permission.name === 'paved-road.waiver.review'
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
    );
    const access = new WaiverAccess({
      permissions,
      auth: mockServices.auth(),
      store: { get: jest.fn() },
      entities: {
        getVisibleEntity: jest.fn(),
        getVisibleOf: async () => new Map(),
        getVisibleEntities: jest.fn(),
        listVisible: jest.fn(),
        exists: jest.fn(),
      },
    });
    const [a, b] = ['component:default/a', 'component:default/b'];
    await expect(
      access.rightsOn([a, b, a, b, a], mockCredentials.user()),
    ).resolves.toEqual(
      new Map([
        [a, { request: false, review: false }],
        [b, { request: false, review: true }],
      ]),
    );
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
    expect(permissions.authorize.mock.calls[0][0]).toHaveLength(4);
    await expect(access.rightsOn([], mockCredentials.user())).resolves.toEqual(
      new Map(),
    );
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
  });
});
