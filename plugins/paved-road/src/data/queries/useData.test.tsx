import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import {
  fleetChannel,
  manyScorecardsChannel,
} from '@paved-road/plugin-paved-road-common';
import { act, renderHook, waitFor } from '@testing-library/react';
import { PropsWithChildren } from 'react';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import { pavedRoadApiRef } from '../api';
import { DataOptions, useData } from './useData';

/** Readers of the same number, which goes up with each request. */
function open(
  options: DataOptions<number> & { fails?: () => boolean } = {},
  readers = 1,
) {
  const { fails = () => false, ...given } = options;
  const signals = new FakeSignals();
  const api = {};
  let requests = 0;
  const load = async () => {
    requests += 1;
    if (fails()) {
      throw new Error('The service is away');
    }
    return requests;
  };
  const openReader = () =>
    renderHook(
      (props: { id: string } & DataOptions<number>) =>
        useData(['number', props.id], load, props),
      {
        initialProps: { id: 'one', ...given },
        wrapper: ({ children }: PropsWithChildren) => (
          <TestApiProvider
            apis={[
              [pavedRoadApiRef, api],
              [signalApiRef, signals],
            ]}
          >
            {children}
          </TestApiProvider>
        ),
      },
    );
  const hooks = Array.from({ length: readers }, openReader);
  return {
    ...hooks[0],
    signals,
    values: () => hooks.map(({ result }) => result.current.value),
    unmountAll: () => hooks.forEach(({ unmount }) => unmount()),
    openAgain: openReader,
    countRequests: () => requests,
  };
}

describe('useData', () => {
  it('requests once for several readers, and once again for several signals', async () => {
    const page = open({ channels: [fleetChannel] }, 3);
    await waitFor(() => expect(page.values()).toEqual([1, 1, 1]));
    page.signals.send('another channel', {});
    page.signals.send(fleetChannel, {});
    page.signals.send(fleetChannel, {});
    await waitFor(() => expect(page.values()).toEqual([2, 2, 2]));
    expect(page.countRequests()).toBe(2);
  });

  it('spreads the reloads after a change of many scorecards', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.2);
    const page = open({ channels: [manyScorecardsChannel] });
    await waitFor(() => expect(page.values()).toEqual([1]));
    page.signals.send(manyScorecardsChannel, {});
    await new Promise(resolve => {
      setTimeout(resolve, 700);
    });
    expect(page.countRequests()).toBe(1);
    await waitFor(() => expect(page.values()).toEqual([2]));
  });

  it('does not reload for signals after the last reader has left', async () => {
    const page = open({ channels: [fleetChannel] }, 2);
    await waitFor(() => expect(page.values()).toEqual([1, 1]));
    page.signals.send(fleetChannel, {});
    page.unmountAll();
    page.signals.send(fleetChannel, {});
    await new Promise(resolve => {
      setTimeout(resolve, 700);
    });
    expect(page.countRequests()).toBe(1);
  });

  it('loads once when the version becomes known, and when it changes with the key', async () => {
    const page = open();
    await waitFor(() => expect(page.result.current.value).toBe(1));
    page.rerender({ id: 'one', version: 'a' });
    page.rerender({ id: 'two', version: 'b' });
    await waitFor(() => expect(page.result.current.value).toBe(2));
    page.rerender({ id: 'two', version: 'c' });
    await waitFor(() => expect(page.result.current.value).toBe(3));
    expect(page.countRequests()).toBe(3);
  });

  it('keeps the last value for another version and a failed reload', async () => {
    let isAway = false;
    const page = open({ version: 'a', fails: () => isAway });
    await waitFor(() => expect(page.result.current.value).toBe(1));
    isAway = true;
    page.rerender({ id: 'one', version: 'b' });
    await waitFor(() => expect(page.countRequests()).toBe(2));
    await waitFor(() =>
      expect(page.result.current).toMatchObject({
        loading: false,
        value: 1,
        error: new Error('The service is away'),
      }),
    );
    isAway = false;
    await act(() => page.result.current.retry());
    await waitFor(() =>
      expect(page.result.current).toMatchObject({ value: 3, error: undefined }),
    );
  });

  it('keeps the value of the last key only where that is wanted', async () => {
    const page = open();
    await waitFor(() => expect(page.result.current.value).toBe(1));
    page.rerender({ id: 'two' });
    expect(page.result.current).toMatchObject({ loading: true, value: 1 });
    await waitFor(() => expect(page.result.current.value).toBe(2));
    page.rerender({ id: 'three', keepsLastKey: false });
    expect(page.result.current.value).toBeUndefined();
    await waitFor(() => expect(page.result.current.value).toBe(3));
  });

  it('shows the last value at once when a page opens again, and loads it anew', async () => {
    const page = open();
    await waitFor(() => expect(page.result.current.value).toBe(1));
    page.unmountAll();
    const again = page.openAgain();
    expect(again.result.current).toMatchObject({ loading: true, value: 1 });
    await waitFor(() => expect(again.result.current.value).toBe(2));
    page.openAgain();
    expect(page.countRequests()).toBe(2);
  });

  it('reloads until the data is complete', async () => {
    const page = open({ interval: value => (value === 3 ? false : 20) });
    await waitFor(() => expect(page.result.current.value).toBe(3));
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
    expect(page.countRequests()).toBe(3);
  });
});
