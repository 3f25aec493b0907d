import { CatalogFilterBlueprint } from '@backstage/plugin-catalog-react/alpha';

const patternFilter = CatalogFilterBlueprint.make({
  name: 'pattern',
  params: {
    loader: () =>
      import('../../pages/catalog/PatternPicker').then(m => (
        <m.PatternPicker />
      )),
  },
});

/** Extensions of the catalog list. */
export const catalogExtensions = [patternFilter];
