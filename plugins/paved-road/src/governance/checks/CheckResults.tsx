import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link, Tab, TabList, TabPanel, Tabs, Text } from '@backstage/ui';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { formatNumber } from '../../components/formats';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { Pages } from '../Pages';
import { useServicesLink } from '../services/useServicesLink';
import { useFleetData } from '../useFleetData';
import { usePageCursors } from '../usePageCursors';
import { CheckResultTable } from './CheckResultTable';
import { ResultState, resultStates } from './checksQuery';
import { FleetCheck, FleetChecks } from './fleetChecks';
import { useChecksQuery } from './useChecksQuery';

const PAGE_SIZE = 20;

/** The services that a check applies to, by what it comes to for them. */
export function CheckResults(props: {
  check: FleetCheck;
  levels: FleetChecks['levels'];
}) {
  const { check, levels } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const servicesLink = useServicesLink();
  const { query, update } = useChecksQuery();
  return (
    <Section
      headingLevel="h2"
      title={t('checks.results')}
      actions={
        <Link href={servicesLink({ check: check.id, state: query.state })}>
          {t('checks.allServices')}
        </Link>
      }
    >
      <Tabs
        selectedKey={query.state}
        onSelectionChange={state => update({ state: state as ResultState })}
      >
        <TabList aria-label={t('checks.states')}>
          {resultStates.map(state => (
            <Tab key={state} id={state}>
              {t('checks.stateCount', {
                state: t(`checks.state.${state}`),
                number: formatNumber(check.states[state]),
              })}
            </Tab>
          ))}
        </TabList>
        {resultStates.map(state => (
          <TabPanel key={state} id={state}>
            <ResultPage checkId={check.id} state={state} levels={levels} />
          </TabPanel>
        ))}
      </Tabs>
    </Section>
  );
}

function ResultPage(props: {
  checkId: string;
  state: ResultState;
  levels: FleetChecks['levels'];
}) {
  const { checkId, state, levels } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const cursors = usePageCursors(`${checkId} ${state}`);
  const { cursor } = cursors;
  const page = useFleetData(
    () => api.listCheckResults(checkId, { state, limit: PAGE_SIZE, cursor }),
    [api, checkId, state, cursor],
  );
  return (
    <AsyncView state={page}>
      {(results, isStale) =>
        results.totalItems === 0 ? (
          <Text as="p">{t(`checks.noneIn.${state}`)}</Text>
        ) : (
          <Flex direction="column" gap="3">
            <CheckResultTable
              results={results.items}
              levels={levels}
              isStale={isStale}
            />
            <Pages page={results} cursors={cursors} pageSize={PAGE_SIZE} />
          </Flex>
        )
      }
    </AsyncView>
  );
}
