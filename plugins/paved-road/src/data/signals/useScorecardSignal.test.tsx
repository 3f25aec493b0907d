import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import {
  fleetChannel,
  manyScorecardsChannel,
  scorecardChannelFor,
} from '@paved-road/plugin-paved-road-common';
import { act, renderHook } from '@testing-library/react';
import { ReactNode } from 'react';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import { useScorecardSignal } from './useScorecardSignal';

const search = 'component:default/search';

/** So many pages of the same entity. */
function open(pages: number) {
  const signals = new FakeSignals();
  const onReload = jest.fn();
  for (let page = 0; page < pages; page++) {
    renderHook(() => useScorecardSignal(search, onReload), {
      wrapper: (props: { children?: ReactNode }) => (
        <TestApiProvider apis={[[signalApiRef, signals]]}>
          {props.children}
        </TestApiProvider>
      ),
    });
  }
  return {
    onReload,
    send: (channel: string) => signals.send(channel, { changed: 'scorecards' }),
  };
}

const pass = (milliseconds: number) =>
  act(() => jest.advanceTimersByTime(milliseconds));

describe('useScorecardSignal', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('reloads on a signal for the entity, not for another entity or the fleet', () => {
    const { onReload, send } = open(1);
    send(fleetChannel);
    send(scorecardChannelFor('component:default/ranker'));
    pass(60_000);
    expect(onReload).not.toHaveBeenCalled();
    send(scorecardChannelFor(search));
    pass(500);
    expect(onReload).toHaveBeenCalledTimes(1);
  });

  it('reloads once for many signals, on some pages sooner than on others', () => {
    const { onReload, send } = open(40);
    send(manyScorecardsChannel);
    pass(2_500);
    const early = onReload.mock.calls.length;
    pass(2_500);
    expect(onReload).toHaveBeenCalledTimes(40);
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(40);
    pass(60_000);
    expect(onReload).toHaveBeenCalledTimes(40);
  });
});
