import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { SearchField, Select } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './CheckFilters.module.css';
import { ChecksQuery } from './checksQuery';

/* No id of a track or level looks like it. */
const ANY = '*';

interface Named {
  id: string;
  title: string;
}

/** Narrows the checks down. All of them are there, so each key press may count. */
export function CheckFilters(props: {
  query: ChecksQuery;
  tracks: Named[];
  levels: Named[];
  onChange: (
    change: Partial<ChecksQuery>,
    options?: { replace: boolean },
  ) => void;
}) {
  const { query, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const choice = (param: 'track' | 'level', options: Named[]) => (
    <Select
      label={t(`checks.${param}`)}
      options={[
        { value: ANY, label: t('checks.any') },
        ...options.map(({ id, title }) => ({ value: id, label: title })),
        ...unknownOption(query[param], options),
      ]}
      value={query[param] ?? ANY}
      onChange={value =>
        onChange({ [param]: value === ANY ? undefined : value })
      }
    />
  );
  return (
    <div
      role="search"
      aria-label={t('checks.filters')}
      className={styles.filters}
    >
      <SearchField
        label={t('checks.search')}
        placeholder={t('checks.searchHint')}
        value={query.q ?? ''}
        onChange={q => onChange({ q: q || undefined }, { replace: true })}
      />
      {choice('track', props.tracks)}
      {choice('level', props.levels)}
    </div>
  );
}

/* A link can name what the rules do not have any more. */
function unknownOption(selected: string | undefined, options: Named[]) {
  return selected === undefined || options.some(({ id }) => id === selected)
    ? []
    : [{ value: selected, label: selected }];
}
