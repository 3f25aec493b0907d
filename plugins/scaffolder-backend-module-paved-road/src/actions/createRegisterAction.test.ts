import { Entity } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createRegisterAction } from './createRegisterAction';

const target = 'https://git.example.com/triage/blob/main/catalog-info.yaml';
const location = { id: '1', type: 'url', target, entityRef: 'location:a/b' };

const entity = (kind: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'triage' },
});

async function answer(status: number, message: string): Promise<Error> {
  const error = { name: 'InputError', message };
  return await ResponseError.fromResponse(
    new Response(JSON.stringify({ error, response: { statusCode: status } }), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}

describe('pavedRoad:catalog:register', () => {
  const catalog = catalogServiceMock.mock();
  beforeEach(() => jest.resetAllMocks());

  async function run(
    context: { isDryRun?: boolean } = {},
    catalogInfoUrl = target,
  ) {
    const output = jest.fn();
    const { handler } = createRegisterAction({ catalog });
    await handler({
      ...createMockActionContext({ input: { catalogInfoUrl } }),
      output,
      ...context,
    });
    return Object.fromEntries(output.mock.calls);
  }
  const calls = () =>
    catalog.addLocation.mock.calls.map(([{ dryRun }]) => dryRun);

  it('registers a file that the catalog can read', async () => {
    const entities = [entity('Location'), entity('API'), entity('Component')];
    catalog.addLocation.mockResolvedValue({ location, entities });
    expect(await run()).toEqual({
      catalogInfoUrl: target,
      entityRef: 'component:default/triage',
    });
    expect(calls()).toEqual([true, false]);
    expect(catalog.addLocation).toHaveBeenCalledWith(
      { type: 'url', target, dryRun: false },
      expect.anything(),
    );
  });

  it('leaves what is registered already', async () => {
    const entities = [entity('API')];
    catalog.addLocation.mockResolvedValue({ location, entities, exists: true });
    expect(await run()).toMatchObject({ entityRef: 'api:default/triage' });
    expect(calls()).toEqual([true]);
  });

  it('registers nothing that the catalog cannot read, and says why', async () => {
    catalog.addLocation.mockRejectedValue(
      await answer(400, 'could not read openapi.json'),
    );
    await expect(run()).rejects.toThrow(/^could not read openapi\.json$/);
    expect(calls()).toEqual([true]);
  });

  it('tries again when the catalog is away for a moment', async () => {
    catalog.addLocation
      .mockRejectedValueOnce(await answer(503, 'starting'))
      .mockResolvedValue({ location, entities: [] });
    await run();
    expect(calls()).toEqual([true, true, false]);
  });

  it.each([
    'Error: Unable to read http://localhost:7007/catalog-info.yaml, TypeError: fetch failed',
    'Error: could not read http://localhost:7007/catalog-info.yaml, 503 Service Unavailable',
  ])('tries again when the catalog cannot reach the file: %s', async reason => {
    catalog.addLocation
      .mockRejectedValueOnce(await answer(400, `Unable to read url, ${reason}`))
      .mockResolvedValue({ location, entities: [] });
    await run();
    expect(calls()).toEqual([true, true, false]);
  });

  it('says that nothing was published, where there is no URL', async () => {
    await expect(run({}, 'catalog-info.yaml')).rejects.toThrow(
      /^catalogInfoUrl: "catalog-info.yaml" is not a URL; .* one of them has run$/,
    );
    expect(calls()).toEqual([]);
  });

  it('registers nothing in a dry run', async () => {
    expect(await run({ isDryRun: true })).toEqual({ catalogInfoUrl: target });
    expect(calls()).toEqual([]);
  });
});
