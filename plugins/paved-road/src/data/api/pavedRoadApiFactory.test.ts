import { pavedRoadApiFactory } from './pavedRoadApiFactory';

describe('the client of an app', () => {
  const answer = (status: number, body: unknown) => async () =>
    new Response(JSON.stringify(body), { status });
  const create = (fetch: () => Promise<Response>) => {
    const fetched = jest.fn(fetch);
    const api = pavedRoadApiFactory.factory({
      discoveryApi: { getBaseUrl: async id => `http://localhost/api/${id}` },
      fetchApi: { fetch: fetched },
    });
    return { api, fetched };
  };

  it('asks the service, though its code comes with the first call', async () => {
    const { api, fetched } = create(answer(200, { version: '1' }));
    await expect(api.getModel()).resolves.toEqual({ version: '1' });
    expect(fetched).toHaveBeenCalledWith(
      'http://localhost/api/paved-road/model',
      expect.objectContaining({ method: 'GET' }),
    );
  });

  it('passes errors of the service on', async () => {
    const { api } = create(
      answer(403, { error: { name: 'NotAllowedError', message: 'no' } }),
    );
    await expect(api.getModel()).rejects.toMatchObject({
      name: 'ResponseError',
    });
  });

  it('can be given by a promise', async () => {
    const { api } = create(answer(200, {}));
    await expect(Promise.resolve(api)).resolves.toBe(api);
  });
});
