import { DateTime } from 'luxon';
import { KeptCampaign } from './FakeCampaigns';

/** ISO 8601 date. */
export const dayInDays = (days: number) =>
  DateTime.now().plus({ days }).toISODate()!;

/** "Production at silver": ten days old, due in 23 days, with two of three services to go. */
export function exampleCampaign(
  changes: Partial<KeptCampaign> = {},
): KeptCampaign {
  return {
    id: 'silver',
    title: 'Production at silver',
    description: 'Incidents of the last quarter were all below silver.',
    targetLevel: 'silver',
    dueOn: dayInDays(23),
    scope: { lifecycle: 'production', type: 'ai-service' },
    status: 'active',
    createdBy: 'user:default/paula',
    createdAt: DateTime.utc().minus({ days: 10 }).toISO(),
    progress: { total: 3, reached: 1 },
    // Four points are before the start.
    points: [2, 2, 2, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2].map(
      (remaining, index) => ({
        date: dayInDays(index - 14),
        remaining,
        total: 3,
      }),
    ),
    tasks: [
      {
        entityRef: 'component:default/invoice-ocr',
        title: 'Invoice OCR',
        owner: 'group:default/ledger',
        level: 'bronze',
        checks: [{ checkId: 'slo', title: 'SLO declared', state: 'fail' }],
      },
      {
        entityRef: 'component:default/chat-intent',
        title: 'Chat intent',
        owner: 'group:default/search',
        level: 'none',
        checks: [
          { checkId: 'owned', title: 'Owned by a team', state: 'fail' },
          { checkId: 'slo', title: 'SLO declared', state: 'unknown' },
        ],
      },
    ],
    ...changes,
  };
}
