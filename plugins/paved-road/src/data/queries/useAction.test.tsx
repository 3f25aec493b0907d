import { TestApiProvider } from '@backstage/test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import { PropsWithChildren } from 'react';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { pavedRoadApiRef } from '../api';
import { useAction } from './useAction';

it('returns the result of the last run, or its error', async () => {
  const answers = [
    async () => 'saved',
    async () => {
      throw new Error('The database is asleep');
    },
  ];
  const api = new FakeScorecards({});
  const { result } = renderHook(
    () => useAction((index: number) => answers[index]()),
    {
      wrapper: ({ children }: PropsWithChildren) => (
        <TestApiProvider apis={[[pavedRoadApiRef, api]]}>
          {children}
        </TestApiProvider>
      ),
    },
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
