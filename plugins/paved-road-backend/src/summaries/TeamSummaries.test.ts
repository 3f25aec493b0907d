import { mockServices } from '@backstage/backend-test-utils';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import { DateTime } from 'luxon';
import { SummaryProgressStore } from './SummaryProgressStore';
import { SummaryPart, SummaryPeriod } from './SummarySource';
import { TeamSummaries } from './TeamSummaries';

const noEnd = new AbortController().signal;
const first = 'group:default/first';
const second = 'group:default/second';

/** What happened to a service at a time; told to its owner as `name: what`. */
interface Happening {
  owner: string;
  at: string;
  line: string;
}

/** SummaryProgressStore in memory; what it remembers is lost when the test says so. */
class MemoryStore implements Pick<
  SummaryProgressStore,
  keyof SummaryProgressStore
> {
  #everybody?: Date;
  readonly #seen = new Map<string, Date>();
  readonly #claims = new Map<string, Date>();
  forgetsNextTold = false;

  async begin(first_: Date) {
    this.#everybody ??= first_;
    const everybody = this.#everybody;
    const seen = new Map(this.#seen);
    return {
      sinceOf: (owner: string) => seen.get(owner) ?? everybody,
      oldest: new Date(Math.min(...[everybody, ...seen.values()].map(Number))),
    };
  }

  async claim(owner: string, times: { at: Date; restedSince: Date }) {
    const claimed = this.#claims.get(owner);
    if (claimed !== undefined && claimed > times.restedSince) {
      return false;
    }
    this.#claims.set(owner, times.at);
    return true;
  }

  async release(owner: string) {
    this.#claims.delete(owner);
  }

  async markSent(owner: string, until: Date) {
    if (this.forgetsNextTold) {
      this.forgetsNextTold = false;
      throw new Error('The process is gone');
    }
    this.#seen.set(owner, until);
  }

  async finish(until: Date, waiting: string[]) {
    for (const owner of waiting) {
      if (!this.#seen.has(owner)) {
        this.#seen.set(owner, this.#everybody!);
      }
    }
    this.#everybody = until;
    for (const owner of this.#seen.keys()) {
      if (!waiting.includes(owner)) {
        this.#seen.set(owner, until);
      }
    }
  }
}

function setUp() {
  const clock = { now: DateTime.fromISO('2026-03-02T08:00:00Z').toUTC() };
  const happenings: Happening[] = [];
  const onSent = jest.fn(async () => {});
  const source = {
    find: jest.fn(
      async ({ sinceOf, until }: SummaryPeriod): Promise<SummaryPart[]> => {
        const parts = happenings.filter(
          ({ owner, at }) =>
            new Date(at) > sinceOf(owner) && new Date(at) <= until,
        );
        return [...Map.groupBy(parts, ({ owner }) => owner)].map(
          ([owner, items]) => ({
            owner,
            headline: `${items.length} parts`,
            lines: items.map(({ line }) => line),
            link: '/paved-road/services',
            isUrgent: false,
            onSent,
          }),
        );
      },
    ),
  };
  const sent: NotificationSendOptions[] = [];
  const notifications: jest.Mocked<NotificationService> = {
    send: jest.fn(async options => {
      sent.push(options);
    }),
  };
  const store = new MemoryStore();
  const logger = mockServices.logger.mock();
  // As two back ends have it.
  const create = () =>
    new TeamSummaries({
      store,
      sources: [source],
      notifications,
      logger,
      now: () => clock.now,
    });
  const summaries = create();
  return {
    create,
    source,
    store,
    sent,
    notifications,
    logger,
    onSent,
    happen: (owner: string, at: string, line: string) =>
      happenings.push({ owner, at: `${at}:00.000Z`, line }),
    /** Who was told what since the last call. */
    take: () =>
      sent
        .splice(0)
        .map(({ recipients, payload }) => [
          recipients.type === 'entity' && recipients.entityRef,
          payload.description,
        ]),
    async runAt(at: string, signal = noEnd) {
      clock.now = DateTime.fromISO(`${at}:00Z`).toUTC();
      await summaries.run(signal);
    },
  };
}

describe('TeamSummaries', () => {
  it('tell each owner once what is new, in one notification, and nothing where nothing is', async () => {
    const { happen, runAt, take, onSent } = setUp();
    happen(first, '2026-02-20T10:00', 'long before the first summary');
    happen(first, '2026-03-01T10:00', 'a');
    happen(second, '2026-03-01T11:00', 'b');
    happen(second, '2026-03-01T12:00', 'c');
    await runAt('2026-03-02T08:00');
    expect(take()).toEqual([
      [first, 'a'],
      [second, 'b\nc'],
    ]);
    expect(onSent).toHaveBeenCalledTimes(2);

    await runAt('2026-03-03T08:00');
    expect(take()).toEqual([]);
    happen(second, '2026-03-03T09:00', 'd');
    await runAt('2026-03-04T08:00');
    expect(take()).toEqual([[second, 'd']]);
  });

  it('leave what is being evaluated to the next summary', async () => {
    const { happen, runAt, take } = setUp();
    happen(first, '2026-03-02T07:56', 'a');
    await runAt('2026-03-02T08:00');
    expect(take()).toEqual([]);
    // It was saved after the run, with an older date than that.
    happen(first, '2026-03-02T07:57', 'b');
    await runAt('2026-03-03T08:00');
    expect(take()).toEqual([[first, 'a\nb']]);
  });

  it('tell nobody twice a day, however often they run, and lose nothing', async () => {
    const { happen, runAt, take } = setUp();
    happen(first, '2026-03-01T10:00', 'a');
    await runAt('2026-03-02T08:00');
    take();
    happen(first, '2026-03-02T09:00', 'b');
    happen(second, '2026-03-02T09:00', 'c');
    await runAt('2026-03-02T12:00');
    expect(take()).toEqual([[second, 'c']]);
    await runAt('2026-03-02T16:00');
    happen(first, '2026-03-02T17:00', 'd');
    // Somewhat earlier than the day before.
    await runAt('2026-03-03T07:58');
    expect(take()).toEqual([[first, 'b\nd']]);
  });

  it('tell each owner once when two back ends do at the same time', async () => {
    const { happen, runAt, take, create } = setUp();
    for (let index = 0; index < 10; index++) {
      happen(`group:default/${index}`, '2026-03-01T10:00', 'a');
    }
    await Promise.all([runAt('2026-03-02T08:00'), create().run(noEnd)]);
    expect(take().toSorted()).toEqual(
      Array.from({ length: 10 }, (_, index) => [`group:default/${index}`, 'a']),
    );
    happen(first, '2026-03-02T10:00', 'b');
    await Promise.all([runAt('2026-03-03T08:00'), create().run(noEnd)]);
    expect(take()).toEqual([[first, 'b']]);
    await runAt('2026-03-04T08:00');
    expect(take()).toEqual([]);
  });

  it('tell the other owners when one cannot be told, who is tried again', async () => {
    const { happen, runAt, take, notifications, logger, onSent } = setUp();
    happen(first, '2026-03-01T10:00', 'a');
    happen(second, '2026-03-01T10:00', 'b');
    notifications.send.mockRejectedValueOnce(new Error('no such group'));
    await runAt('2026-03-02T08:00');
    expect(take()).toEqual([[second, 'b']]);
    expect(onSent).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('1 summary'),
      expect.objectContaining({ message: 'no such group' }),
    );

    happen(first, '2026-03-02T10:00', 'c');
    happen(second, '2026-03-02T10:00', 'd');
    await runAt('2026-03-03T08:00');
    expect(take()).toEqual([
      // Who has waited longest comes first.
      [first, 'a\nc'],
      [second, 'd'],
    ]);
    await runAt('2026-03-04T08:00');
    expect(take()).toEqual([]);
  });

  it('look no further back than a month, however long somebody cannot be told', async () => {
    const { happen, runAt, take, notifications, source } = setUp();
    happen(first, '2026-03-01T10:00', 'a');
    notifications.send.mockRejectedValueOnce(new Error('no such group'));
    await runAt('2026-03-02T08:00');
    happen(first, '2026-03-20T10:00', 'b');
    await runAt('2026-04-11T08:00');
    expect(source.find.mock.lastCall![0].oldest).toEqual(
      new Date('2026-03-12T07:55:00Z'),
    );
    expect(take()).toEqual([[first, 'b']]);
  });

  it('stop when they are told to, and go on with the next run', async () => {
    const { happen, runAt, take, sent, notifications } = setUp();
    happen(first, '2026-03-01T10:00', 'a');
    happen(second, '2026-03-01T10:00', 'b');
    const end = new AbortController();
    notifications.send.mockImplementationOnce(async options => {
      sent.push(options);
      end.abort();
    });
    await runAt('2026-03-02T08:00', end.signal);
    expect(take()).toEqual([[first, 'a']]);
    await runAt('2026-03-02T09:00');
    expect(take()).toEqual([[second, 'b']]);
  });

  it('replace what was sent when nobody remembers that it was', async () => {
    const { happen, runAt, sent, store } = setUp();
    happen(first, '2026-03-01T10:00', 'a');
    store.forgetsNextTold = true;
    await runAt('2026-03-02T08:00');
    happen(first, '2026-03-02T10:00', 'b');
    await runAt('2026-03-03T08:00');
    happen(first, '2026-03-03T10:00', 'c');
    await runAt('2026-03-04T08:00');
    const [lost, again, next] = sent.map(({ payload }) => payload);
    expect([lost, again, next].map(({ description }) => description)).toEqual([
      'a',
      'a\nb',
      'c',
    ]);
    expect(again.scope).toBe(lost.scope);
    expect(next.scope).not.toBe(again.scope);
  });

  it('tell a thousand owners in a run, and the others in the next one', async () => {
    const { happen, runAt, take } = setUp();
    for (let index = 0; index < 1_001; index++) {
      happen(`group:default/${index}`, '2026-03-01T10:00', 'a');
    }
    await runAt('2026-03-02T08:00');
    expect(take()).toHaveLength(1_000);
    await runAt('2026-03-02T09:00');
    expect(take()).toEqual([['group:default/1000', 'a']]);
  });
});
