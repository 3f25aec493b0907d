import { Entity } from '@backstage/catalog-model';
import {
  DefaultEntityFilters,
  EntityAutocompletePicker,
  EntityFilter,
} from '@backstage/plugin-catalog-react';
import { pavedRoadAnnotations } from '@paved-road/plugin-paved-road-common';
import { patternSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { useTitles } from '../../ui/model';
import { catalogColumnsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

const PATH = `metadata.annotations.${pavedRoadAnnotations.pattern}`;

class DeclaredPatternFilter implements EntityFilter {
  readonly values: string[];

  constructor(values: string[]) {
    this.values = values;
  }

  getCatalogFilters(): Record<string, string | string[]> {
    return { [PATH]: this.values };
  }

  filterEntity(entity: Entity): boolean {
    const declared =
      entity.metadata.annotations?.[pavedRoadAnnotations.pattern];
    return declared !== undefined && this.values.includes(declared);
  }

  toQueryValue(): string[] {
    return this.values;
  }
}

type Filters = DefaultEntityFilters & {
  pavedRoadPattern?: DeclaredPatternFilter;
};

/**
 * Filters the catalog by the pattern that entities declare, for the `filters` of `CatalogIndexPage`.
 *
 * @public
 */
export function PatternPicker() {
  const t = useTexts(catalogColumnsTexts);
  const titles = useTitles();
  return (
    <EntityAutocompletePicker<Filters, 'pavedRoadPattern'>
      label={t('catalog.declaredPattern')}
      name="pavedRoadPattern"
      path={PATH}
      Filter={DeclaredPatternFilter}
      getOptionLabel={option => {
        const pattern = patternSchema.safeParse(option);
        return pattern.success ? titles.pattern(pattern.data) : option;
      }}
    />
  );
}
