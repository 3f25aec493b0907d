import { z } from 'zod';
import {
  deliveryFact,
  DeliveryRecords,
  deliverySince,
  toDelivery,
} from './delivery';

const now = Date.parse('2026-11-28T12:00:00Z');
const day = 24 * 3_600_000;
const ago = (days: number) => now - days * day;

const records = (some: Partial<DeliveryRecords>): DeliveryRecords => ({
  now,
  commits: [],
  moreCommits: false,
  teams: {},
  changes: [],
  missing: [],
  ...some,
});

const deployed = (
  items: Array<[days: number, commit: string, succeeded?: boolean]>,
  more = false,
): DeliveryRecords['deployed'] => ({
  by: 'deployments',
  items: items.map(([days, commit, succeeded = true]) => ({
    createdAt: ago(days),
    ...(succeeded && { at: ago(days) }),
    commit,
  })),
  more,
});

describe('delivery', () => {
  it('has no lead times of what landed before the oldest commit in the list', () => {
    const { leadTimeHours } = toDelivery(
      records({
        deployed: deployed([
          [2, 'c'],
          [79, 'not in the list'],
        ]),
        commits: [{ id: 'c', at: ago(3) }],
        moreCommits: true,
        changes: [
          { openedAt: ago(4), landedAt: ago(3) },
          // Deployed the day after, with a commit that is not in the list.
          { openedAt: ago(81), landedAt: ago(80) },
        ],
      }),
    );
    expect(leadTimeHours).toBe(48);
  });

  it('has the four numbers', () => {
    const value = toDelivery(
      records({
        deployed: deployed([
          [2, 'c'],
          [3, 'c', false],
          [10, 'b'],
          [20, 'a'],
          [100, 'z'],
        ]),
        commits: [
          { id: 'c', at: ago(4), author: 'ada' },
          { id: 'b', at: ago(11), author: 'ben' },
          { id: 'a', at: ago(21), author: 'ada' },
          { id: 'bot', at: ago(22) },
        ],
        changes: [
          // Deployed first 20, 2 and 2 days ago; not at all.
          { openedAt: ago(23), landedAt: ago(21) },
          { openedAt: ago(6), landedAt: ago(5) },
          { openedAt: ago(5), landedAt: ago(4) },
          { openedAt: ago(2), landedAt: ago(1) },
        ],
        teams: {
          teams: ['group:default/search', 'group:default/pay'],
          unknownAuthors: 1,
        },
        incidents: [
          { openedAt: ago(9), closedAt: ago(9) + 3 * 3_600_000 },
          { openedAt: ago(8), closedAt: ago(8) + 4 * 3_600_000 },
          // Before any deployment, and still open.
          { openedAt: ago(30) },
        ],
      }),
    );
    expect(value).toEqual({
      since: new Date(ago(90)).toISOString(),
      deployedBy: 'deployments',
      deployments: 3,
      deploymentsPerWeek: 0.23,
      // The median of 3, 4 and 3 days.
      leadTimeHours: 72,
      changeFailureRate: 0.33,
      timeToRestoreHours: 3.5,
      incidents: 3,
      people: 2,
      teams: 2,
      unknownAuthors: 1,
      missing: [],
    });
    expect(deliveryFact.schema(z).safeParse(value).success).toBe(true);
    expect(deliverySince(now)).toBe(ago(90));
  });

  it('knows nothing without data', () => {
    expect(
      toDelivery(
        records({
          commits: undefined,
          teams: { missing: 'not all authors are listed' },
          missing: ['incidents: no label'],
        }),
      ),
    ).toEqual({
      since: new Date(ago(90)).toISOString(),
      missing: ['teams: not all authors are listed', 'incidents: no label'],
    });
  });

  it('knows that nothing was deployed lately, and no more than that', () => {
    expect(
      toDelivery(records({ deployed: deployed([[100, 'z']]), incidents: [] })),
    ).toEqual({
      since: new Date(ago(90)).toISOString(),
      deployedBy: 'deployments',
      deployments: 0,
      deploymentsPerWeek: 0,
      incidents: 0,
      people: 0,
      missing: [],
    });
  });

  it('looks back as far as the host lists', () => {
    const commits = [{ id: 'a', at: ago(8), author: 'ada' }];
    expect(
      toDelivery(
        records({
          deployed: deployed(
            [
              [1, 'a'],
              [7, 'a'],
            ],
            true,
          ),
          commits,
          moreCommits: true,
          // An earlier deployment, which is not listed, may have had it.
          changes: [{ openedAt: ago(9), landedAt: ago(8) }],
          incidents: [],
        }),
      ),
    ).toEqual({
      since: new Date(ago(7)).toISOString(),
      deployedBy: 'deployments',
      deployments: 2,
      deploymentsPerWeek: 2,
      changeFailureRate: 0,
      incidents: 0,
      missing: ['people: more than 1 commits in 90 days'],
    });
  });

  it('takes no lead time from another branch', () => {
    expect(
      toDelivery(
        records({
          deployed: deployed([[1, 'hotfix']]),
          commits: [{ id: 'main', at: ago(3), author: 'ada' }],
          changes: [{ openedAt: ago(4), landedAt: ago(3) }],
        }),
      ),
    ).not.toHaveProperty('leadTimeHours');
  });
});
