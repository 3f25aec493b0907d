import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Select } from '@backstage/ui';
import { RefObject } from 'react';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './ServiceFilters.module.css';
import { ServiceSearch } from './ServiceSearch';
import { ServicesQuery } from './servicesQuery';
import { ChoiceFilter, FilterOption } from './useFilterOptions';

/* No id of a level, pattern or check and no entity reference looks like it. */
const ANY = '*';

const choices: ChoiceFilter[] = ['owner', 'level', 'pattern', 'check', 'state'];

/** Narrows the services down. */
export function ServiceFilters(props: {
  /** Takes the focus when what had it is gone. */
  focusRef: RefObject<HTMLDivElement>;
  query: ServicesQuery;
  options: Record<ChoiceFilter, FilterOption[]>;
  /** What people call a value, also one that is no option. */
  labelOf: (filter: ChoiceFilter, value: string) => string;
  onChange: (
    change: Partial<ServicesQuery>,
    options?: { replace: boolean },
  ) => void;
}) {
  const { focusRef, query, options, labelOf, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const beyondOptions = (filter: ChoiceFilter): FilterOption[] => {
    const selected = query[filter];
    return selected === undefined ||
      options[filter].some(({ value }) => value === selected)
      ? []
      : [{ value: selected, label: labelOf(filter, selected) }];
  };
  return (
    <div
      role="search"
      ref={focusRef}
      tabIndex={-1}
      aria-label={t('services.filters')}
      className={styles.filters}
    >
      <ServiceSearch
        value={query.q ?? ''}
        onChange={q =>
          // Whoever refines a search does not want each step of it in the browser's history.
          onChange({ q: q || undefined }, { replace: query.q !== undefined })
        }
      />
      {choices.map(filter => (
        <Select
          key={filter}
          label={t(`services.filter.${filter}`)}
          options={[
            { value: ANY, label: t('services.any') },
            ...options[filter],
            ...beyondOptions(filter),
          ]}
          search={options[filter].length > 10 || undefined}
          value={query[filter] ?? ANY}
          onChange={value =>
            onChange({ [filter]: value === ANY ? undefined : value })
          }
        />
      ))}
    </div>
  );
}
