import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { pavedRoadPlugin } from '../plugin';
import { withDeadline } from './withDeadline';

const allowed: [{ result: AuthorizeResult.ALLOW }] = [
  { result: AuthorizeResult.ALLOW },
];

describe('a permission back end', () => {
  it('that never answers makes requests fail with a time to ask again', async () => {
    const never = () => new Promise<never>(() => {});
    const { server } = await startTestBackend({
      features: [
        pavedRoadPlugin,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: { app: { baseUrl: 'http://localhost' } },
        }),
        createServiceFactory({
          service: coreServices.permissions,
          deps: {},
          factory: () => ({ authorize: never, authorizeConditional: never }),
        }),
      ],
    });
    const { status, headers, body } = await request(server)
      .get('/api/paved-road/scorecards')
      .set('Authorization', mockCredentials.user.header());
    expect({ status, retryAfter: headers['retry-after'] }).toEqual({
      status: 503,
      retryAfter: '10',
    });
    expect(body.error.message).toBe(
      'The permission back end did not answer within 10 s',
    );
  }, 60_000);

  it('that is slow or fails gives its own answer', async () => {
    const problem = new Error('The policy failed');
    const permissions = withDeadline({
      authorize: async () => {
        await new Promise(resolve => setTimeout(resolve, 50));
        return allowed;
      },
      authorizeConditional: async () => {
        throw problem;
      },
    });
    const options = { credentials: mockCredentials.user() };
    await expect(permissions.authorize([], options)).resolves.toBe(allowed);
    await expect(permissions.authorizeConditional([], options)).rejects.toBe(
      problem,
    );
  });
});
