import {
  createComponent,
  startCatalog,
  until,
} from './__testUtils__/startCatalog';

const changeOf = (name: string) => ({
  topic: 'paved-road.catalog-entity',
  eventPayload: { entityRef: `component:default/${name}` },
});

describe('catalog module', () => {
  it('announces an entity when it comes and when it changes, and is quiet when it does not', async () => {
    const { published, processed, provide } = await startCatalog();

    await provide([createComponent('search'), createComponent('ranking')]);
    await until(() => published.length === 2);
    expect(published).toEqual(
      expect.arrayContaining([changeOf('search'), changeOf('ranking')]),
    );

    const before = processed.length;
    await until(() => processed.length >= before + 4);
    expect(published).toHaveLength(2);

    await provide([
      createComponent('search', { lifecycle: 'production' }),
      createComponent('ranking'),
    ]);
    await until(() => published.length === 3);
    expect(published[2]).toEqual(changeOf('search'));
  });

  it('does not stop the processing when an event cannot be published', async () => {
    const { published, processed, provide } = await startCatalog({
      async publish() {
        throw new Error('No connection');
      },
    });
    await provide([createComponent('search')]);

    await until(() => processed.includes('search'));
    expect(published).toEqual([changeOf('search')]);
  });
});
