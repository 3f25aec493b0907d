import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createRules } from '../__testUtils__/engineFixtures';
import { Waiting } from '../assessments/AssessmentSummaryStore';
import { InboxService } from './InboxService';

const own = 'component:default/own';
const none = async () => ({ items: [], totalItems: 0 });

async function findWaiting(waiting: Waiting) {
  if (waiting.for !== 'reassessment') {
    return await none();
  }
  const { owners, standings } = waiting;
  const refs = owners
    ? [own]
    : Array.from({ length: 200 }, (_, at) => `component:default/s${at}`);
  const items = standings.includes('no-longer-holds')
    ? refs.map(entityRef => ({ entityRef, stale: [] }))
    : [];
  return { items, totalItems: items.length };
}

/** A portal in which every decision has to be made again, 2,000 of other owners first. */
function setUp({ mayReview }: { mayReview: boolean }) {
  const filterReviewable = jest.fn(async (_: string[]) => new Set<string>());
  const inbox = new InboxService({
    assessments: {
      waiting: findWaiting,
      candidates: async (waiting: Waiting) =>
        (await findWaiting(waiting)).items,
    },
    access: { filterReviewable, mayReviewAny: async () => mayReview },
    waivers: { list: none },
    waiverReader: { presentAll: async () => [] },
    campaigns: { list: none },
    fleet: { progress: async () => [] },
    lostLevels: { list: async () => ({ entityRefs: [], totalItems: 0 }) },
    rules: { current: createRules },
    entities: { getVisibleEntities: async () => ({ all: true }) },
    userInfo: mockServices.userInfo.mock({
      getUserInfo: async () => ({
        userEntityRef: 'user:default/ada',
        ownershipEntityRefs: ['user:default/ada', 'group:default/search'],
      }),
    }),
    staleCriteria: () => ({ approvedBefore: '2026-01-01T00:00:00.000Z' }),
  } as unknown as ConstructorParameters<typeof InboxService>[0]);
  return { inbox, filterReviewable };
}

describe('InboxService', () => {
  it.each([true, false])(
    'finds decisions of the own services, however many others there are; for a reviewer: %s',
    async mayReview => {
      const { inbox, filterReviewable } = setUp({ mayReview });
      const { standings } = await inbox.of(mockCredentials.user());
      expect(standings).toEqual({
        items: [expect.objectContaining({ entityRef: own })],
        totalItems: 1,
        hasMore: mayReview || undefined,
      });
      const asked = filterReviewable.mock.calls.flatMap(([refs]) => refs);
      expect(asked.length > 0).toBe(mayReview);
    },
  );
});
