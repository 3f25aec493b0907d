import { toEntityOption } from '../../data/entities/useEntitySearch';
import { SearchField } from '@backstage/ui';
import { RefObject, useEffect, useRef, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { EntityField } from '../../features/fleet/EntityField';
import { MoreButton } from '../../ui/components/MoreButton';
import { servicesTexts } from './texts';
import { fleetTexts } from '../../features/fleet/texts';
import { ChoiceField, FilterOption } from '../../features/list/ChoiceField';
import { listTexts } from '../../features/list/texts';
import { useTexts } from '../../ui/texts/useTexts';
import {
  ServicesQuery,
  servicesQuerySchema,
} from '../../data/links/urlQueries';
import styles from './services.module.css';
import {
  ChoiceFilter,
  EntityFilter,
  ServiceFilter,
} from '../../features/fleet/useFilterOptions';

const choices: ChoiceFilter[] = ['owner', 'level', 'pattern'];
const entities: EntityFilter[] = ['team', 'system'];
const moreChoices: ChoiceFilter[] = [
  'check',
  'state',
  'below',
  'track',
  'lift',
  'stage',
  'assessment',
  'standing',
  'stale',
  'lifecycle',
  'type',
];
const kinds: Record<EntityFilter, string[]> = {
  team: ['group'],
  system: ['system'],
};

/* Creates the query change for a chosen filter value; undefined for any. */
const filterBy = (
  filter: ServiceFilter,
  value: string | undefined,
): Partial<ServicesQuery> => ({
  [filter]: servicesQuerySchema.shape[filter].parse(value),
});

export function ServiceFilters(props: {
  /** Takes the focus when the focused element was removed. */
  focusRef: RefObject<HTMLDivElement>;
  query: ServicesQuery;
  options: Record<ChoiceFilter, FilterOption[]>;
  /** Finds the label of a value, even if it is not offered. */
  labelOf: (filter: ServiceFilter, value: string) => string;
  /** Whether all filters are shown, or only the common ones. */
  isExpanded: boolean;
  onExpandedChange: (isExpanded: boolean) => void;
  onChange: (
    change: Partial<ServicesQuery>,
    options?: { replace: boolean },
  ) => void;
}) {
  const { query, options, labelOf, isExpanded, onChange } = props;
  const t = useTexts(servicesTexts, fleetTexts, listTexts);
  const choice = (filter: ChoiceFilter) => (
    <ChoiceField
      key={filter}
      className={styles.filter}
      label={t(`services.filter.${filter}`)}
      options={options[filter]}
      value={query[filter]?.toString()}
      unlistedLabel={
        query[filter] === undefined
          ? undefined
          : labelOf(filter, String(query[filter]))
      }
      onChange={value => onChange(filterBy(filter, value))}
    />
  );
  return (
    <div
      role="search"
      ref={props.focusRef}
      tabIndex={-1}
      aria-label={t('services.filters')}
    >
      <div
        className={
          isExpanded ? styles.filters : `${styles.filters} ${styles.few}`
        }
      >
        <ServiceSearch
          value={query.q ?? ''}
          onChange={q =>
            // Typing must not fill the browser history.
            onChange({ q: q || undefined }, { replace: query.q !== undefined })
          }
        />
        {/* One kind is no choice. */}
        {options.kind.length > 1 && choice('kind')}
        {choices.map(choice)}
        <MoreButton
          isExpanded={isExpanded}
          more={t('services.moreFilters')}
          fewer={t('services.fewerFilters')}
          onChange={props.onExpandedChange}
        />
        {isExpanded && (
          <>
            {entities.map(filter => {
              const selected = query[filter];
              return (
                <EntityField
                  key={`${filter} ${selected}`}
                  label={t(`services.filter.${filter}`)}
                  kinds={kinds[filter]}
                  placeholder={t('list.any')}
                  value={toEntityOption(
                    selected,
                    selected && labelOf(filter, selected),
                  )}
                  onChange={entity => onChange({ [filter]: entity?.id })}
                />
              );
            })}
            {moreChoices.map(choice)}
          </>
        )}
      </div>
    </div>
  );
}

/** Milliseconds after the last key press before the search starts. */
const PAUSE = 300;

/** Searches after a pause in typing. */
function ServiceSearch(props: {
  value: string;
  onChange: (value: string) => void;
}) {
  const { value, onChange } = props;
  const t = useTexts(servicesTexts, fleetTexts);
  const [text, setText] = useState(value);
  const searched = useRef(value);
  useDebounce(
    () => {
      const search = text.trim();
      if (search !== searched.current) {
        searched.current = search;
        onChange(search);
      }
    },
    PAUSE,
    [text],
  );
  useEffect(() => {
    // Back, or a filter that is cleared. What one typed oneself comes back trimmed, and must not
    // change under one's fingers.
    if (value !== searched.current) {
      searched.current = value;
      setText(value);
    }
  }, [value]);
  return (
    <SearchField
      label={t('services.filter.q')}
      placeholder={t('services.searchHint')}
      value={text}
      onChange={setText}
    />
  );
}
