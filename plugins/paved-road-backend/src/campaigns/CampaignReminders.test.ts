import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { DateTime } from 'luxon';
import { createRules } from '../__testUtils__/engineFixtures';
import { CampaignReminders } from './CampaignReminders';
import { StoredCampaign } from './CampaignStore';

const caller = { credentials: mockCredentials.user() };

function setUp(changes: Partial<StoredCampaign> = {}) {
  const { rules } = createRules();
  const campaign: StoredCampaign = {
    id: 'c1',
    title: 'Production at silver',
    description: '',
    targetLevel: rules.levels[0].id,
    dueOn: '2026-10-26',
    scope: {},
    createdAt: '2026-09-01T00:00:00.000Z',
    createdBy: 'user:default/admin',
    revision: 1,
    ...changes,
  };
  const send = jest.fn();
  const reminders = new CampaignReminders({
    store: { save: async (saved: StoredCampaign) => saved } as never,
    reader: {
      demand: async () => campaign,
      present: async () => ({}),
    } as never,
    owners: {
      countByOwner: async () =>
        new Map([
          ['', 1],
          ['group:default/search', 2],
          ['not a reference', 3],
        ]),
    },
    rules: { current: createRules } as never,
    entities: { getVisibleEntities: async () => ({ all: true }) } as never,
    permissions: mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    }),
    auditor: mockServices.auditor.mock({
      createEvent: async () => ({ success: jest.fn(), fail: jest.fn() }),
    }),
    notifications: { send },
    fleetSignals: { changed: jest.fn() },
    now: () => DateTime.fromISO('2026-11-30T12:00:00Z', { zone: 'utc' }),
  });
  return { reminders, send };
}

describe('CampaignReminders', () => {
  it('notify the owners that exist, also after the deadline', async () => {
    const { reminders, send } = setUp();
    await expect(reminders.preview('c1', caller)).resolves.toMatchObject({
      owners: [{ owner: 'group:default/search', services: 2 }],
      withoutOwner: 4,
    });
    await reminders.remind('c1', { anyVersion: true }, caller);
    expect(send).toHaveBeenCalledWith(
      expect.objectContaining({
        recipients: { type: 'entity', entityRef: ['group:default/search'] },
        payload: expect.objectContaining({
          title: '“Production at silver” was due on Oct 26, 2026',
        }),
      }),
    );
  });

  it('notify nobody of a level that the rules no longer have', async () => {
    const { reminders, send } = setUp({ targetLevel: 'platinum' });
    const refusal =
      'The rules have no level platinum; end this campaign and create a new one';
    await expect(reminders.preview('c1', caller)).rejects.toThrow(refusal);
    await expect(
      reminders.remind('c1', { anyVersion: true }, caller),
    ).rejects.toThrow(refusal);
    expect(send).not.toHaveBeenCalled();
  });
});
