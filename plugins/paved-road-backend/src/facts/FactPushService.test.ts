import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { FactCollectors } from './FactCollectors';
import { FactPushService } from './FactPushService';

describe('FactPushService', () => {
  it('lets other work run between the parts of a batch', async () => {
    const service = new FactPushService({
      store: { push: async () => [] },
      collectors: new FactCollectors({
        collectors: [],
        config: { collectors: {} },
      }),
      entities: { getVisibleOf: async () => new Map() },
      catalog: { queryEntities: jest.fn() },
      permissions: mockServices.permissions.mock({
        authorizeConditional: async () => [{ result: AuthorizeResult.ALLOW }],
      }),
      auth: mockServices.auth(),
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      worker: { run: async () => {} },
    });
    let turns = 0;
    let immediate: NodeJS.Immediate;
    const count = () => {
      turns += 1;
      immediate = setImmediate(count);
    };
    immediate = setImmediate(count);
    const part = Array.from({ length: 500 }, () => ({ problem: 'unreadable' }));
    const { counts } = await service.push(
      Array.from({ length: 10 }, () => part),
      { credentials: mockCredentials.service() },
    );
    clearImmediate(immediate);
    expect(counts.refused).toBe(5_000);
    expect(turns).toBeGreaterThanOrEqual(10);
  });
});
