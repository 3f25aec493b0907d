import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import { useState } from 'react';
import { LoadMore } from '../../components/LoadMore';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { CheckFilters } from './CheckFilters';
import { CheckTable } from './CheckTable';
import { findChecks, FleetChecks } from './fleetChecks';
import { useChecksQuery } from './useChecksQuery';

/** A table of hundreds of rows takes its time. */
const STEP = 100;

/** All checks, to be filtered and sorted. */
export function CheckList(props: { fleet: FleetChecks }) {
  const { fleet } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { query, update } = useChecksQuery();
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
