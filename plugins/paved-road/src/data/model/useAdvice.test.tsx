import { TestApiProvider } from '@backstage/test-utils';
import { Advice, AdviceRequest } from '@paved-road/plugin-paved-road-common';
import { advise } from '@paved-road/plugin-paved-road-common/advisor';
import { act, renderHook, waitFor } from '@testing-library/react';
import { PropsWithChildren } from 'react';
import { pavedRoadApiRef } from '../api';
import { useAdvice } from './useAdvice';

const withTeams = (parallelTeams: number): AdviceRequest => ({
  profile: { team: { parallelTeams } },
});

/** A service whose answers arrive when the test says so. */
class SlowService {
  readonly asked: AdviceRequest[] = [];
  readonly #answers: PromiseWithResolvers<Advice>[] = [];

  getAdvice(request: AdviceRequest): Promise<Advice> {
    const answer = Promise.withResolvers<Advice>();
    this.asked.push(request);
    this.#answers.push(answer);
    return answer.promise;
  }

  answer(index: number) {
    this.#answers[index].resolve(advise(this.asked[index]));
  }

  fail(index: number, message: string) {
    this.#answers[index].reject(new Error(message));
  }
}

function renderAdvice(initialProps: AdviceRequest | undefined) {
  const service = new SlowService();
  const hook = renderHook(useAdvice, {
    initialProps,
    wrapper: ({ children }: PropsWithChildren) => (
      <TestApiProvider apis={[[pavedRoadApiRef, service]]}>
        {children}
      </TestApiProvider>
    ),
  });
  return { service, ...hook };
}

describe('useAdvice', () => {
  it('asks once for what was typed last, and not again for an equal request', async () => {
    const { service, result, rerender } = renderAdvice(withTeams(1));
    expect(result.current).toEqual({ isPending: true });
    rerender(withTeams(12));
    await waitFor(() => expect(service.asked).toEqual([withTeams(12)]));
    service.answer(0);
    await waitFor(() => expect(result.current.isPending).toBe(false));
    expect(result.current.advice).toEqual(advise(withTeams(12)));
    rerender(withTeams(12));
    expect(result.current.isPending).toBe(false);
  });

  it('keeps the last advice meanwhile, and drops answers to outdated requests', async () => {
    const { service, result, rerender } = renderAdvice(withTeams(1));
    await waitFor(() => expect(service.asked).toHaveLength(1));
    service.answer(0);
    await waitFor(() => expect(result.current.isPending).toBe(false));

    rerender(withTeams(2));
    await waitFor(() => expect(service.asked).toHaveLength(2));
    rerender(withTeams(3));
    await waitFor(() => expect(service.asked).toHaveLength(3));
    expect(result.current).toEqual({
      advice: advise(withTeams(1)),
      adviceRequest: withTeams(1),
      isPending: true,
    });
    service.answer(2);
    await waitFor(() => expect(result.current.isPending).toBe(false));
    service.answer(1);
    await act(async () => {});
    expect(result.current.advice).toEqual(advise(withTeams(3)));
  });

  it('says why there is no advice, and recovers with a retry or the next request', async () => {
    const { service, result, rerender } = renderAdvice(withTeams(1));
    await waitFor(() => expect(service.asked).toHaveLength(1));
    service.answer(0);
    await waitFor(() => expect(result.current.isPending).toBe(false));

    rerender(withTeams(2));
    await waitFor(() => expect(service.asked).toHaveLength(2));
    service.fail(1, 'too many teams');
    await waitFor(() =>
      expect(result.current.error?.message).toBe('too many teams'),
    );
    expect(result.current).toMatchObject({
      advice: advise(withTeams(1)),
      adviceRequest: withTeams(1),
      isPending: false,
    });

    act(() => result.current.retry!());
    expect(result.current).toMatchObject({
      advice: advise(withTeams(1)),
      isPending: true,
    });
    await waitFor(() => expect(service.asked).toHaveLength(3));
    service.answer(2);
    await waitFor(() =>
      expect(result.current.advice).toEqual(advise(withTeams(2))),
    );
    expect(result.current.retry).toBeUndefined();

    rerender(withTeams(3));
    expect(result.current.error).toBeUndefined();
    rerender(undefined);
    expect(result.current).toEqual({ isPending: false });
  });
});
