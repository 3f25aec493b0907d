import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Select } from '@backstage/ui';
import { useRef } from 'react';
import { EntityField } from '../../components/EntityField';
import { pavedRoadTranslationRef } from '../../translation';
import { OwnerSelect } from '../OwnerSelect';
import { useEntityTitle } from '../services/useEntityTitle';
import { useFleetSummary } from '../useFleetSummary';
import styles from './WaiverFilters.module.css';
import { isFiltered, waiverFilters, WaiversQuery } from './waiversQuery';

/* No id of a check looks like it. */
const ANY = '*';

const expiringDays = [7, 30, 90];

/** Narrows the waivers down. */
export function WaiverFilters(props: {
  query: WaiversQuery;
  onChange: (change: Partial<WaiversQuery>) => void;
}) {
  const { query, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const byCheck = useFleetSummary('check').value;
  const checks = (byCheck?.groups ?? []).map(({ key, title }) => ({
    value: key,
    label: title,
  }));
  const { check, entity, expiringWithinDays } = query;
  const title = useEntityTitle(entity, 'component');
  const filtersRef = useRef<HTMLDivElement>(null);
  const days = new Set([
    ...expiringDays,
    ...(expiringWithinDays ? [expiringWithinDays] : []),
  ]);
  return (
    <div
      ref={filtersRef}
      tabIndex={-1}
      role="search"
      aria-label={t('waivers.tab.filters')}
      className={styles.filters}
    >
      <OwnerSelect
        value={query.owner}
        onChange={owner => onChange({ owner })}
      />
      <Select
        label={t('waivers.tab.check')}
        options={[
          { value: ANY, label: t('services.any') },
          ...checks,
          // A link can name one that no rule pack has any more.
          ...(check && !checks.some(({ value }) => value === check)
            ? [{ value: check, label: check }]
            : []),
        ]}
        search={checks.length > 10 || undefined}
        value={check ?? ANY}
        onChange={value =>
          onChange({ check: value === ANY ? undefined : String(value) })
        }
      />
      <EntityField
        label={t('waivers.tab.entity')}
        placeholder={t('services.any')}
        value={
          entity === undefined
            ? undefined
            : { id: entity, label: title ?? entity, description: entity }
        }
        onChange={chosen => onChange({ entity: chosen?.id })}
      />
      {query.status === 'approved' && (
        <Select
          label={t('waivers.tab.expiring')}
          options={[
            { value: ANY, label: t('waivers.tab.anyTime') },
            ...[...days]
              .sort((a, b) => a - b)
              .map(count => ({
                value: String(count),
                label: t('waivers.request.days', { count }),
              })),
          ]}
          value={expiringWithinDays ? String(expiringWithinDays) : ANY}
          onChange={value =>
            onChange({
              expiringWithinDays: value === ANY ? undefined : Number(value),
            })
          }
        />
      )}
      {isFiltered(query) && (
        <div>
          <Button
            size="small"
            variant="tertiary"
            onPress={() => {
              onChange(
                Object.fromEntries(
                  waiverFilters.map(filter => [filter, undefined]),
                ),
              );
              // The button goes with the filters.
              filtersRef.current?.focus();
            }}
          >
            {t('services.clearAll')}
          </Button>
        </div>
      )}
    </div>
  );
}
