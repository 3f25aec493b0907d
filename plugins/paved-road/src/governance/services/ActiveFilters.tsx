import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Tag, TagGroup } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './ActiveFilters.module.css';
import { ServiceFilter } from './servicesQuery';

/** A filter as it is in force. */
export interface ActiveFilter {
  filter: ServiceFilter;
  label: string;
}

/** What narrows the services down right now, to be taken away one by one or altogether. */
export function ActiveFilters(props: {
  filters: ActiveFilter[];
  onClear: (filters: ServiceFilter[]) => void;
}) {
  const { filters, onClear } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Flex align="center" gap="3" className={styles.line}>
      <TagGroup
        aria-label={t('services.activeFilters')}
        onRemove={keys =>
          onClear(
            filters
              .map(({ filter }) => filter)
              .filter(filter => keys.has(filter)),
          )
        }
      >
        {filters.map(({ filter, label }) => (
          <Tag key={filter} id={filter} textValue={label}>
            {label}
          </Tag>
        ))}
      </TagGroup>
      <Button
        size="small"
        variant="tertiary"
        onPress={() => onClear(filters.map(({ filter }) => filter))}
      >
        {t('services.clearAll')}
      </Button>
    </Flex>
  );
}
