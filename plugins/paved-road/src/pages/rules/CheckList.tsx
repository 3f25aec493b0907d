import { Button, Flex, SearchField, Select, Text } from '@backstage/ui';
import { useState } from 'react';
import { LoadMore } from '../../ui/components/LoadMore';
import { Section } from '../../ui/components/Section';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { RulesQuery, rulesQuerySchema } from '../../data/links/urlQueries';
import { checksTexts } from './checksTexts';
import { useTexts } from '../../ui/texts/useTexts';
import { CheckTable } from './CheckTable';
import { findChecks, FleetCheck, FleetChecks } from './fleetChecks';
import styles from './rules.module.css';

/** Number of rows per step, because hundreds of rows render slowly. */
const STEP = 100;

/** All checks, with filters and sorting. */
export function CheckList(props: {
  fleet: FleetChecks;
  /** Previews a change of a check; absent without permission. */
  onEdit?: (check: FleetCheck) => void;
}) {
  const { fleet, onEdit } = props;
  const t = useTexts(checksTexts);
  const { query, update } = useUrlQuery(rulesQuerySchema);
  const [count, setCount] = useState(STEP);
  const found = findChecks(fleet, query);
  return (
    <Flex direction="column" gap="4">
      <CheckFilters
        query={query}
        tracks={fleet.tracks}
        levels={fleet.levels}
        onChange={update}
      />
      <Section
        headingLevel="h2"
        title={t('checks.title')}
        actions={
          <Text as="p" role="status">
            {t('checks.found', { count: found.length })}
          </Text>
        }
      >
        <Flex direction="column" gap="3">
          {found.length === 0 ? (
            <>
              <Text as="p">{t('checks.noMatch')}</Text>
              <div>
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() =>
                    update({ q: undefined, track: undefined, level: undefined })
                  }
                >
                  {t('checks.showAll')}
                </Button>
              </div>
            </>
          ) : (
            <>
              <CheckTable
                fleet={fleet}
                checks={found.slice(0, count)}
                sort={query.sort}
                onSortChange={sort => update({ sort })}
                onEdit={onEdit}
              />
              {found.length > count && (
                <LoadMore
                  isPending={false}
                  onPress={() => setCount(count + STEP)}
                />
              )}
              <Text as="p" color="secondary" variant="body-small">
                {t('checks.passRateOf')}
              </Text>
              {fleet.isCut && (
                <Text as="p">
                  {t('checks.cut', { count: fleet.checks.length })}
                </Text>
              )}
            </>
          )}
        </Flex>
      </Section>
    </Flex>
  );
}

/* Not a valid id of a track or level. */
const ANY = '*';

interface Named {
  id: string;
  title: string;
}

/** Filters of the checks. All checks are loaded, so the search runs on each key press. */
function CheckFilters(props: {
  query: RulesQuery;
  tracks: Named[];
  levels: Named[];
  onChange: (
    change: Partial<RulesQuery>,
    options?: { replace: boolean },
  ) => void;
}) {
  const { query, onChange } = props;
  const t = useTexts(checksTexts);
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

/* A link can name a removed check. */
function unknownOption(selected: string | undefined, options: Named[]) {
  return selected === undefined || options.some(({ id }) => id === selected)
    ? []
    : [{ value: selected, label: selected }];
}
