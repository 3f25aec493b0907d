import { Entity } from '@backstage/catalog-model';
import { CatalogTable } from '@backstage/plugin-catalog';
import { pavedRoadColumns } from '../..';

type Context = Parameters<typeof pavedRoadColumns>[0];

/** The list of the catalog with one entity of a kind. */
const listOf = (kind: string) => {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'search', namespace: 'default' },
  };
  return { filters: {}, entities: [entity] } as unknown as Context;
};

describe('pavedRoadColumns', () => {
  it('show level and pattern in place of long texts', () => {
    const columns = pavedRoadColumns(listOf('Component'));
    const stock = CatalogTable.defaultColumnsFunc(listOf('Component'));
    expect(columns).toHaveLength(stock.length + 2);
    expect(
      columns.filter(({ hidden }) => hidden).map(({ field }) => field),
    ).toEqual([
      'entity.metadata.title',
      'entity.metadata.description',
      'entity.metadata.tags',
    ]);
  });

  it('leave kinds without a scorecard as they are', () => {
    expect(pavedRoadColumns(listOf('User')).map(({ field }) => field)).toEqual(
      CatalogTable.defaultColumnsFunc(listOf('User')).map(({ field }) => field),
    );
  });
});
