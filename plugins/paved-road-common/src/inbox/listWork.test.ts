import fc from 'fast-check';
import { getStandingTone, standingIds } from '../assessments/standing/schema';
import type { Inbox } from '../api/inboxApi';
import { listWork } from './listWork';

const now = new Date('2026-11-28T12:00:00.000Z');
const at = (day: number) =>
  `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z`;

const assessment = (id: string, more: object = {}) =>
  ({
    id,
    entityRef: `component:default/${id}`,
    entityTitle: id,
    updatedAt: at(1),
    ...more,
  }) as Inbox['assessments']['items'][number];

const waiver = (id: string, more: object) =>
  ({
    id,
    entityRef: 'component:default/search',
    entityTitle: 'Search',
    checkId: 'runbook',
    checkTitle: 'Runbook',
    requestedAt: at(1),
    expiresAt: at(30),
    ...more,
  }) as Inbox['endingWaivers']['items'][number];

const campaign = (id: string, dueOn: string) => ({
  id,
  title: id,
  targetLevel: 'silver',
  dueOn,
  open: 2,
});

const lost = (title: string, day: number) => ({
  entityRef: `component:default/${title}`,
  title,
  level: 'none',
  lost: { level: 'bronze', causes: ['assessment' as const], at: at(day) },
});

const standing = (id: (typeof standingIds)[number], since?: string) =>
  assessment(id, {
    standing: { id, text: id },
    measured: since && { holds: false, pattern: 'monolith', since },
  });

type Parts = Omit<Inbox, 'work'>;
const names = [
  'assessments',
  'waiverRequests',
  'requestedChanges',
  'drafts',
  'campaigns',
  'endingWaivers',
  'standings',
  'lostLevels',
] as const;

const inbox = (parts: { [P in keyof Parts]?: Parts[P]['items'] }) =>
  Object.fromEntries(
    names.map(name => {
      const items = parts[name] ?? [];
      return [name, { items, totalItems: items.length }];
    }),
  ) as unknown as Parts;

const everything = {
  drafts: [assessment('draft')],
  campaigns: [
    campaign('today', '2026-11-28'),
    campaign('overdue', '2026-11-27'),
  ],
  standings: [
    standing('near-change'),
    standing('tie'),
    standing('misses-requirement'),
    standing('no-longer-holds', at(9)),
  ],
  endingWaivers: [
    waiver('later', { expiresAt: at(30) }),
    waiver('soon', { expiresAt: at(29) }),
  ],
  requestedChanges: [
    assessment('returned', {
      requestedChanges: { by: 'user:default/a', at: at(5), comment: 'Why?' },
    }),
  ],
  waiverRequests: [waiver('asked', {})],
  assessments: [
    assessment('new', { submitted: { by: 'user:default/a', at: at(8) } }),
    assessment('old', { submitted: { by: 'user:default/a', at: at(2) } }),
  ],
  lostLevels: [lost('lately', 9), lost('long', 3)],
};

describe('listWork', () => {
  it('puts the worst first', () => {
    expect(
      listWork(inbox(everything), now).map(item => [
        item.kind,
        'waiverId' in item ? item.waiverId : item.title,
      ]),
    ).toEqual([
      ['reassess', 'no-longer-holds'],
      ['reassess', 'misses-requirement'],
      ['recover-level', 'long'],
      ['recover-level', 'lately'],
      ['campaign', 'overdue'],
      ['review-assessment', 'old'],
      ['review-assessment', 'new'],
      ['review-waiver', 'asked'],
      ['change-draft', 'returned'],
      ['renew-waiver', 'soon'],
      ['renew-waiver', 'later'],
      ['reassess', 'tie'],
      ['reassess', 'near-change'],
      ['campaign', 'today'],
      ['finish-draft', 'draft'],
    ]);
  });

  it('carries cause, time and standing', () => {
    const work = listWork(inbox(everything), now);
    expect(work[0]).toMatchObject({
      standing: { id: 'no-longer-holds' },
      since: at(9),
    });
    expect(work[2]).toMatchObject({
      lost: { causes: ['assessment'] },
      since: at(3),
    });
    expect(work[4]).toMatchObject({ isOverdue: true, open: 2 });
    expect(work[8]).toMatchObject({ comment: 'Why?', since: at(5) });
  });

  it('depends on the items only, whatever their order', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(everything.standings),
        fc.shuffledSubarray(everything.lostLevels),
        fc.shuffledSubarray(everything.campaigns),
        (standings, lostLevels, campaigns) => {
          const work = listWork(
            inbox({ standings, lostLevels, campaigns }),
            now,
          );
          const reversed = listWork(
            inbox({
              standings: standings.toReversed(),
              lostLevels: lostLevels.toReversed(),
              campaigns: campaigns.toReversed(),
            }),
            now,
          );
          expect(work).toEqual(reversed);
          const tones = work.map(item =>
            item.kind === 'reassess' ? getStandingTone(item.standing) : '',
          );
          expect(tones.lastIndexOf('critical')).toBeLessThan(
            tones.includes('caution') ? tones.indexOf('caution') : work.length,
          );
        },
      ),
    );
  });
});
