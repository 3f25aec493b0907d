import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Scorecard, WaiverState } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import {
  approval,
  createWaiverStore,
  search,
} from '../__testUtils__/createWaiverStore';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import {
  createRequest,
  creationOf,
  decision,
  juneDay,
  movedTo,
  requester,
} from '../__testUtils__/waiverFixtures';
import { RulesSource } from '../rules/types';
import { FleetSignals } from '../signals/FleetSignals';
import { createWaivers } from './createWaivers';
import { StoredWaiver, WaiverStore } from './WaiverStore';

const databases = createTestDatabases();

/**
 * Requests as the service takes them, of a check that fails.
 *
 * @param meanwhile - happens after it was found that nothing is in the way, and before the request is kept
 */
function createRequests(store: WaiverStore, meanwhile: () => Promise<void>) {
  const [kind, namespace, name] = ['Component', 'default', 'search'];
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { namespace, name },
  };
  return createWaivers({
    store,
    maxDuration: { days: 90 },
    reviewers: [],
    rules: {
      current: () => ({ rules: { checks: [{ id: 'runbook' }] } }),
    } as Partial<RulesSource> as RulesSource,
    scorecards: {
      ofEntity: async () => {
        await meanwhile();
        return {
          results: [{ checkId: 'runbook', state: 'fail' }],
        } as Partial<Scorecard> as Scorecard;
      },
    },
    entities: {
      getVisibleEntity: async () => entity,
      getVisibleOf: async () => new Map(),
      getVisibleEntities: async () => ({ all: true }),
      listVisible: async refs => refs,
      exists: async () => true,
    },
    fleetSignals: { changed: jest.fn() } as unknown as FleetSignals,
    auditor: mockServices.auditor.mock({
      createEvent: async () => ({ success: jest.fn(), fail: jest.fn() }),
    }),
    auth: mockServices.auth(),
    events: mockServices.events.mock(),
    logger: mockServices.logger.mock(),
    notifications: { send: jest.fn() },
    permissions: mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    }),
  }).service;
}

describe.each(testDatabaseIds)('the chain of renewals on %s', databaseId => {
  let knex: Knex;
  let fixture: Awaited<ReturnType<typeof createWaiverStore>>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    fixture = await createWaiverStore(knex);
  });

  /** A renewal that is approved, and takes the place of another. */
  async function renew(first: StoredWaiver): Promise<StoredWaiver> {
    const { id, checkId, expiresAt } = first;
    const renewal = await fixture.create({ checkId, renews: id, expiresAt });
    const [, approved] = (await fixture.store.save([
      movedTo(first, { status: 'expired', decision }, 'renewed'),
      movedTo(renewal, approval, 'approved'),
    ]))!;
    return approved;
  }

  /** A waiver that is over, though it was in force. */
  async function revoke(waiver: StoredWaiver): Promise<StoredWaiver> {
    const [revoked] = (await fixture.store.save([
      movedTo(
        waiver,
        { status: 'revoked', decision, revocation: decision },
        'revoked',
      ),
    ]))!;
    return revoked;
  }

  it('keeps one in force for a check, and changes all of it or nothing', async () => {
    const first = await fixture.createApproved();
    const renewal = await fixture.create({ renews: first.id });
    const approveRenewal = movedTo(renewal, approval, 'approved');
    await expect(fixture.store.save([approveRenewal])).resolves.toBeUndefined();
    await expect(fixture.store.get(renewal.id)).resolves.toEqual(renewal);

    const end = movedTo(first, { status: 'expired', decision }, 'renewed');
    const stale = { ...renewal, revision: 7 };
    await expect(
      fixture.store.save([end, movedTo(stale, approval, 'approved')]),
    ).resolves.toBeUndefined();
    await expect(fixture.store.get(first.id)).resolves.toEqual(first);

    await expect(
      fixture.store.save([end, approveRenewal]),
    ).resolves.toHaveLength(2);
    const waivers = await fixture.store.findOpen(search, 'runbook');
    expect(waivers).toMatchObject([{ id: renewal.id, status: 'approved' }]);
  });

  it('lets one request continue a waiver, also when the others come after it was decided on', async () => {
    const first = await fixture.createApproved();
    const approved = await renew(first);
    const renewAgain = () =>
      fixture.store.create(creationOf(createRequest({ renews: first.id })));
    await expect(renewAgain()).resolves.toBeUndefined();
    const revoked = await revoke(approved);
    await expect(renewAgain()).resolves.toBeUndefined();
    await expect(fixture.store.findRenewals([first.id])).resolves.toEqual(
      new Map([[first.id, revoked]]),
    );
  });

  it.each<[string, WaiverState]>([
    ['rejected', { status: 'rejected', decision }],
    ['taken back', { status: 'revoked', revocation: decision }],
    ['never decided', { status: 'expired' }],
  ])(
    'lets another request continue a waiver once one was %s',
    async (_, end) => {
      const first = await fixture.createApproved();
      for (let i = 0; i < 3; i++) {
        const renewal = await fixture.create({ renews: first.id });
        await fixture.store.save([movedTo(renewal, end, 'rejected')]);
      }
      await expect(fixture.create({ renews: first.id })).resolves.toMatchObject(
        { renews: first.id },
      );
    },
  );

  it.each<[string, boolean, (id: string) => string]>([
    ['in force', false, id => `to continue it, send its id ${id} as renews`],
    ['revoked', true, id => `is already renewed by waiver ${id}`],
  ])(
    'tells who asks while another renewal is made that it is %s',
    async (_, isRevoked, told) => {
      const until = DateTime.utc().plus({ days: 30 }).toJSDate().toISOString();
      const first = await fixture.createApproved({ expiresAt: until });
      let other: StoredWaiver | undefined;
      const requests = createRequests(fixture.store, async () => {
        other = await renew(first);
        if (isRevoked) {
          await revoke(other);
        }
      });
      const answer = await requests
        .request(
          {
            entityRef: search,
            checkId: 'runbook',
            reason: 'The migration takes longer.',
            expiresAt: until,
            renews: first.id,
          },
          { credentials: mockCredentials.user(requester) },
        )
        .catch(error => error);
      expect(answer).toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(told(other!.id)),
      });
      const { items } = await fixture.store.list(
        {},
        { limit: 9 },
        { all: true },
      );
      expect(new Set(items.map(({ id }) => id))).toEqual(
        new Set([first.id, other!.id]),
      );
    },
  );

  it('tells the newest request that continues each of many', async () => {
    const first = await fixture.createApproved();
    const rejected = await fixture.create({ renews: first.id });
    await fixture.store.save([
      movedTo(rejected, { status: 'rejected', decision }, 'rejected'),
    ]);
    const again = await fixture.create({
      renews: first.id,
      requestedAt: juneDay(3).toISOString(),
    });
    await expect(
      fixture.store.findRenewals([first.id, again.id]),
    ).resolves.toEqual(new Map([[first.id, again]]));
  });
});
