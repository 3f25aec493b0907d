import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import {
  fleetChannel,
  scorecardChannelFor,
} from '@paved-road/plugin-paved-road-common';
import { act, renderHook } from '@testing-library/react';
import { ReactNode } from 'react';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import { useChangeSignal } from './useChangeSignal';

/** A page that counts how often it reloads. */
function open(
  options: { signals?: FakeSignals; channel?: string; isBusy?: boolean } = {},
) {
  const { signals, channel = fleetChannel, isBusy = false } = options;
  const onReload = jest.fn();
  const apis = signals ? ([[signalApiRef, signals]] as const) : [];
  const page = renderHook(
    props =>
      // A page has another function with each rendering.
      useChangeSignal(props.channel, () => onReload(), {
        isBusy: props.isBusy,
      }),
    {
      initialProps: { channel, isBusy },
      wrapper: (props: { children?: ReactNode }) => (
        <TestApiProvider apis={[...apis]}>{props.children}</TestApiProvider>
      ),
    },
  );
  return { ...page, onReload };
}

const pass = (milliseconds: number) =>
  act(() => jest.advanceTimersByTime(milliseconds));

describe('useChangeSignal', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('reloads once for changes that come together, however they follow each other', () => {
    const signals = new FakeSignals();
    const { onReload, rerender } = open({ signals });
    pass(5_000);
    expect(onReload).not.toHaveBeenCalled();

    for (let change = 0; change < 5; change++) {
      signals.send(fleetChannel, { changed: 'scorecards' });
      rerender({ channel: fleetChannel, isBusy: false });
      pass(90);
    }
    expect(onReload).not.toHaveBeenCalled();
    pass(60);
    expect(onReload).toHaveBeenCalledTimes(1);

    pass(5_000);
    expect(onReload).toHaveBeenCalledTimes(1);
    signals.send(fleetChannel, { changed: 'scorecards' });
    pass(500);
    expect(onReload).toHaveBeenCalledTimes(2);
  });

  it('listens to its channel only', () => {
    const signals = new FakeSignals();
    const { onReload, rerender } = open({
      signals,
      channel: scorecardChannelFor('component:default/search'),
    });
    signals.send(scorecardChannelFor('component:default/ranker'), {
      changed: 'scorecards',
    });
    pass(500);
    expect(onReload).not.toHaveBeenCalled();

    rerender({
      channel: scorecardChannelFor('component:default/ranker'),
      isBusy: false,
    });
    signals.send(scorecardChannelFor('component:default/ranker'), {
      changed: 'scorecards',
    });
    pass(500);
    expect(onReload).toHaveBeenCalledTimes(1);
  });

  it('waits while the page is busy, says so, and reloads afterwards', () => {
    const signals = new FakeSignals();
    const { onReload, result, rerender } = open({ signals, isBusy: true });
    expect(result.current).toBe(false);
    signals.send(fleetChannel, { changed: 'waivers' });
    pass(5_000);
    expect(result.current).toBe(true);
    expect(onReload).not.toHaveBeenCalled();

    rerender({ channel: fleetChannel, isBusy: false });
    pass(500);
    expect(result.current).toBe(false);
    expect(onReload).toHaveBeenCalledTimes(1);
  });

  it('does nothing when the page is closed before, or no signals are installed', () => {
    const signals = new FakeSignals();
    const { onReload, unmount } = open({ signals });
    signals.send(fleetChannel, { changed: 'waivers' });
    unmount();
    const without = open();
    pass(5_000);
    expect(onReload).not.toHaveBeenCalled();
    expect(without.onReload).not.toHaveBeenCalled();
    expect(without.result.current).toBe(false);
  });
});
