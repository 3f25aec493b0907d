import { mockServices } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { retryTransientErrors } from './callPavedRoad';

const logger = mockServices.logger.mock();

async function answer(status: number): Promise<Error> {
  return await ResponseError.fromResponse(new Response('', { status }));
}

describe('retryTransientErrors', () => {
  const run = (call: () => Promise<string>, signal?: AbortSignal) =>
    retryTransientErrors(call, { logger, signal, minTimeout: 1 });

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
    expect(call).toHaveBeenCalledTimes(13);
  });

  it('repeats a call for errors that only its caller knows to be transient', async () => {
    const call = jest
      .fn()
      .mockRejectedValueOnce(new Error('away'))
      .mockRejectedValueOnce(new Error('gone'));
    await expect(
      retryTransientErrors(call, {
        logger,
        minTimeout: 1,
        isTransient: error => String(error) === 'Error: away',
      }),
    ).rejects.toThrow('gone');
    expect(call).toHaveBeenCalledTimes(2);
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
    const task = new AbortController();
    const failed = await answer(503);
    const call = jest.fn(async () => {
      task.abort();
      throw failed;
    });
    await expect(run(call, task.signal)).rejects.toThrow(/aborted/);
    expect(call).toHaveBeenCalledTimes(1);
  });
});
