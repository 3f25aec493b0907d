import { mockServices } from '@backstage/backend-test-utils';
import { SignalPayload, SignalsService } from '@backstage/plugin-signals-node';
import { FleetSignals } from './FleetSignals';

const fleet = 'paved-road:fleet';
const many = 'paved-road:scorecards';

function createSignals() {
  const sent: SignalPayload[] = [];
  const service: jest.Mocked<SignalsService> = {
    publish: jest.fn(async signal => {
      sent.push(signal);
    }),
  };
  const logger = mockServices.logger.mock();
  return {
    signals: new FleetSignals({ signals: service, logger }),
    service,
    logger,
    sent,
    /** What was sent since the last call, as `channel change`. */
    take: () =>
      sent
        .splice(0)
        .map(({ channel, message }) => `${channel} ${message.changed}`),
  };
}

describe('FleetSignals', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('tell the pages of the entities and the fleet, and nothing but the kind of change', () => {
    const { signals, sent } = createSignals();
    signals.changed('waivers', ['component:default/search']);
    const toAll = {
      recipients: { type: 'broadcast' },
      message: { changed: 'waivers' },
    };
    expect(sent).toEqual([
      { ...toAll, channel: 'paved-road:scorecard:component:default/search' },
      { ...toAll, channel: fleet },
    ]);
  });

  it('tell the fleet at once, then not again for a while, and of the last change in any case', () => {
    const { signals, take } = createSignals();
    signals.changed('scorecards');
    expect(take()).toEqual([`${fleet} scorecards`]);

    for (let second = 0; second < 4; second++) {
      jest.advanceTimersByTime(1_000);
      signals.changed('scorecards');
    }
    expect(take()).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(take()).toEqual([`${fleet} scorecards`]);

    // That was told late, so what follows it waits as well.
    signals.changed('scorecards');
    jest.advanceTimersByTime(4_999);
    expect(take()).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(take()).toEqual([`${fleet} scorecards`]);

    jest.advanceTimersByTime(60_000);
    expect(take()).toEqual([]);
    signals.changed('scorecards');
    expect(take()).toEqual([`${fleet} scorecards`]);
  });

  it('do not let one kind of change wait for another', () => {
    const { signals, take } = createSignals();
    signals.changed('scorecards');
    signals.changed('campaigns');
    expect(take()).toEqual([`${fleet} scorecards`, `${fleet} campaigns`]);
  });

  it('tell the pages of a hundred entities one by one, and those of more at once', () => {
    const { signals, take } = createSignals();
    const refs = (count: number) =>
      Array.from({ length: count }, (_, i) => `component:default/${i}`);
    signals.changed('scorecards', refs(100));
    const told = take();
    expect(told).toHaveLength(101);
    expect(told.at(-2)).toBe(
      'paved-road:scorecard:component:default/99 scorecards',
    );
    jest.advanceTimersByTime(5_000);
    signals.changed('scorecards', refs(101));
    expect(take()).toEqual([`${many} scorecards`, `${fleet} scorecards`]);
  });

  it('tell the pages of a run over the fleet a few times, and of the last batch in any case', () => {
    const { signals, take } = createSignals();
    for (let batch = 0; batch < 40; batch++) {
      signals.changed(
        'scorecards',
        Array.from(
          { length: 250 },
          (_, i) => `component:default/${batch}-${i}`,
        ),
      );
      jest.advanceTimersByTime(500);
    }
    // At once, and each five seconds in the twenty that it took.
    expect(take().filter(told => told === `${many} scorecards`)).toHaveLength(
      5,
    );
    signals.changed('scorecards', ['component:default/last']);
    take();
    jest.advanceTimersByTime(60_000);
    expect(take()).toEqual([`${fleet} scorecards`]);
  });

  it('tell what waits when they stop, and nothing from then on', () => {
    const { signals, take } = createSignals();
    signals.changed('scorecards');
    signals.changed('campaigns');
    signals.changed('scorecards');
    take();
    signals.stop();
    expect(take()).toEqual([`${fleet} scorecards`]);
    signals.changed('scorecards', ['component:default/search']);
    jest.advanceTimersByTime(60_000);
    expect(take()).toEqual([]);
  });

  it('log that they fail once, and go on', async () => {
    const { signals, service, logger } = createSignals();
    service.publish.mockRejectedValue(new Error('no such backend'));
    signals.changed('scorecards', [
      'component:default/a',
      'component:default/b',
    ]);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('Open pages get no signals'),
      expect.objectContaining({ message: 'no such backend' }),
    );

    service.publish.mockReset();
    signals.changed('scorecards');
    await jest.advanceTimersByTimeAsync(5_000);
    service.publish.mockRejectedValue(new Error('gone again'));
    signals.changed('scorecards');
    await jest.advanceTimersByTimeAsync(5_000);
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });
});
