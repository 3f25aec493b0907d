import { mockServices } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { retryTransientErrors } from './retryTransientErrors';

const logger = mockServices.logger.mock();

async function answer(status: number): Promise<Error> {
  return await ResponseError.fromResponse(new Response('', { status }));
}

describe('retryTransientErrors', () => {
  const run = (call: () => Promise<string>, signal?: AbortSignal) =>
    retryTransientErrors(call, { logger, signal, waits: [1, 1] });

  it('repeats a call until it has an answer', async () => {
    const call = jest
      .fn()
      .mockRejectedValueOnce(await answer(502))
      .mockRejectedValueOnce(new TypeError('fetch failed'))
      .mockResolvedValueOnce('done');
    await expect(run(call)).resolves.toBe('done');
  });

  it('gives up after some time, with the last reason', async () => {
    const call = jest.fn().mockRejectedValue(await answer(504));
    await expect(run(call)).rejects.toThrow('504');
    expect(call).toHaveBeenCalledTimes(3);
  });

  it.each([400, 403, 404, 409, 500])(
    'does not repeat after %s',
    async status => {
      const call = jest.fn().mockRejectedValue(await answer(status));
      await expect(run(call)).rejects.toThrow(String(status));
      expect(call).toHaveBeenCalledTimes(1);
    },
  );

  it('stops when the task is cancelled', async () => {
    const call = jest.fn().mockRejectedValue(await answer(503));
    await expect(run(call, AbortSignal.abort())).rejects.toThrow(/aborted/);
    expect(call).toHaveBeenCalledTimes(1);
  });
});
