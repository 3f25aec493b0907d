import { mockServices } from '@backstage/backend-test-utils';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import { StaleReason } from '@paved-road/plugin-paved-road-common';
import { AssessmentNotifier } from './AssessmentNotifier';
import { StaleNotices } from './StaleNotices';
import { StaleAssessment, StaleNoticeStore } from './StaleNoticeStore';

const noEnd = new AbortController().signal;

function staleAssessment(
  name: string,
  owner: string,
  ...stale: StaleReason[]
): StaleAssessment {
  return {
    id: `id-of-${name}`,
    entityRef: `component:default/${name}`,
    entityTitle: `The ${name}`,
    owner,
    orphaned: false,
    stale,
    status: 'approved',
    pattern: 'monolith',
    recommendedPattern: 'monolith',
    modelVersion: '1.0.0',
    author: 'user:default/ada',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
  };
}

/** Notices of assessments that stay stale, and what became of them. */
function createNotices(assessments: StaleAssessment[]) {
  const told = new Set<string>();
  const store: StaleNoticeStore = {
    findUntold: async () => assessments.filter(({ id }) => !told.has(id)),
    markTold: async ids => ids.forEach(id => told.add(id)),
    forgetFresh: async () => {},
  };
  const sent: NotificationSendOptions[] = [];
  const notifications: jest.Mocked<NotificationService> = {
    send: jest.fn(async options => {
      sent.push(options);
    }),
  };
  const logger = mockServices.logger.mock();
  const notices = new StaleNotices({
    store,
    staleCriteria: () => ({ modelVersion: '2', approvedBefore: '2026' }),
    notifier: new AssessmentNotifier({ notifications }),
    logger,
  });
  return { notices, sent, notifications, logger };
}

describe('StaleNotices', () => {
  it('tell each owner once, in one notification, with a link', async () => {
    const { notices, sent } = createNotices([
      staleAssessment('search', 'group:default/first', 'age', 'catalog'),
      staleAssessment('chat', 'group:default/second', 'model-version'),
      staleAssessment('voice', 'group:default/second', 'age'),
    ]);
    await notices.run(noEnd);
    await notices.run(noEnd);
    expect(sent).toEqual([
      {
        recipients: { type: 'entity', entityRef: 'group:default/first' },
        payload: {
          title: 'The assessment of The search should be looked at again',
          description:
            'The search: its review is due, what it rests on in the catalog has moved.',
          link: '/catalog/default/component/search/architecture',
          topic: 'stale-assessment',
        },
      },
      {
        recipients: { type: 'entity', entityRef: 'group:default/second' },
        payload: {
          title: '2 assessments should be looked at again',
          description:
            'The chat: the decision model has changed.\nThe voice: its review is due.',
          link: '/paved-road/decisions',
          topic: 'stale-assessment',
        },
      },
    ]);
  });

  it('name some of many assessments, and count the others', async () => {
    const { notices, sent } = createNotices(
      Array.from({ length: 300 }, (_, index) =>
        staleAssessment(`part-${index}`, 'group:default/first', 'age'),
      ),
    );
    await notices.run(noEnd);
    await notices.run(noEnd);
    const [{ payload }, ...others] = sent;
    expect(others).toEqual([]);
    expect(payload.title).toBe('300 assessments should be looked at again');
    const lines = payload.description!.split('\n');
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([
      11,
      'The part-0: its review is due.',
      'And 290 more.',
    ]);
  });

  it('tell the other owners when one cannot be told, who is tried again', async () => {
    const { notices, sent, notifications, logger } = createNotices([
      staleAssessment('search', 'group:default/first', 'age'),
      staleAssessment('chat', 'group:default/second', 'age'),
    ]);
    notifications.send.mockRejectedValueOnce(new Error('no such backend'));
    await notices.run(noEnd);
    expect(sent.map(({ recipients }) => recipients)).toEqual([
      { type: 'entity', entityRef: 'group:default/second' },
    ]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('1 owner'),
      expect.objectContaining({ message: 'no such backend' }),
    );

    await notices.run(noEnd);
    expect(sent.map(({ recipients }) => recipients)).toEqual([
      { type: 'entity', entityRef: 'group:default/second' },
      { type: 'entity', entityRef: 'group:default/first' },
    ]);
  });

  it('stop when they are told to, and go on with the next run', async () => {
    const { notices, sent, notifications } = createNotices([
      staleAssessment('search', 'group:default/first', 'age'),
      staleAssessment('chat', 'group:default/second', 'age'),
    ]);
    const end = new AbortController();
    notifications.send.mockImplementationOnce(async options => {
      sent.push(options);
      end.abort();
    });
    await notices.run(end.signal);
    expect(sent).toHaveLength(1);
    await notices.run(noEnd);
    expect(sent).toHaveLength(2);
  });
});
