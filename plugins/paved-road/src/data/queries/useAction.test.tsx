import { TestApiProvider } from '@backstage/test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import { PropsWithChildren } from 'react';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { pavedRoadApiRef } from '../api';
import { useAction } from './useAction';
import { useData } from './useData';

const api = new FakeScorecards({});
const wrapper = ({ children }: PropsWithChildren) => (
  <TestApiProvider apis={[[pavedRoadApiRef, api]]}>{children}</TestApiProvider>
);

it('returns the result of the last run, or its error', async () => {
  const answers = [
    async () => 'saved',
    async () => {
      throw new Error('The database is asleep');
    },
  ];
  const { result } = renderHook(
    () => useAction((index: number) => answers[index]()),
    { wrapper },
  );
  let returned: string | undefined;
  await act(async () => {
    returned = await result.current.run(0);
  });
  expect(returned).toBe('saved');
  await waitFor(() => expect(result.current.value).toBe('saved'));

  await act(async () => {
    returned = await result.current.run(1);
  });
  expect(returned).toBeUndefined();
  await waitFor(() =>
    expect(result.current.error).toEqual(new Error('The database is asleep')),
  );
  expect(result.current.isPending).toBe(false);

  act(() => result.current.reset());
  await waitFor(() => expect(result.current.error).toBeUndefined());
});

it('reloads what waits for the person after a change', async () => {
  let waiting = 2;
  const { result } = renderHook(
    () => ({
      count: useData(['inbox', 'counts'], async () => waiting),
      review: useAction(async () => {
        waiting -= 1;
      }),
    }),
    { wrapper },
  );
  await waitFor(() => expect(result.current.count.value).toBe(2));
  await act(() => result.current.review.run());
  await waitFor(() => expect(result.current.count.value).toBe(1));
});
