import { CatalogFilterBlueprint } from '@backstage/plugin-catalog-react/alpha';

const patternFilter = CatalogFilterBlueprint.make({
  name: 'pattern',
  params: {
    loader: () =>
      import('../catalogColumns/PatternPicker').then(m => <m.PatternPicker />),
  },
});

/** What the list of the catalog shows of Paved Road. */
export const catalogExtensions = [patternFilter];
