import { useApi } from '@backstage/core-plugin-api';
import {
  Alert,
  Button,
  Flex,
  Link,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
} from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import { pavedRoadApiRef } from '../../data/api';
import { AsyncView } from '../../ui/components/AsyncView';
import { formatNumber } from '../../ui/formats';
import { Section } from '../../ui/components/Section';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { useFleetData } from '../../data/fleet/fleetData';
import {
  ResultState,
  resultStates,
  rulesQuerySchema,
  useServicesLink,
} from '../../data/links/urlQueries';
import { rankedLevel } from '../../ui/levels';
import { checksTexts } from './checksTexts';
import { useTexts } from '../../ui/texts/useTexts';
import { Pages, usePageCursors } from '../../ui/components/Pages';
import { CheckDefinition } from './CheckDefinition';
import { CheckResultTable } from './CheckResultTable';
import { FleetCheck, FleetChecks } from './fleetChecks';
import styles from './rules.module.css';

const PAGE_SIZE = 20;

/** A check with its definition and results. */
export function CheckView(props: {
  id: string;
  fleet: FleetChecks;
  /** Previews a change of the check; absent without permission. */
  onEdit?: (check: FleetCheck) => void;
}) {
  const { id, fleet, onEdit } = props;
  const t = useTexts(checksTexts);
  const { href } = useUrlQuery(rulesQuerySchema);
  const check = fleet.checks.find(candidate => candidate.id === id);
  return (
    <Flex direction="column" gap="4">
      <Link
        href={href({ check: undefined, state: undefined })}
        className={styles.back}
      >
        <RiArrowLeftLine size={16} aria-hidden />
        {t('checks.back')}
      </Link>
      {check ? (
        <>
          <Definition check={check} levels={fleet.levels} onEdit={onEdit} />
          <CheckResults check={check} levels={fleet.levels} />
        </>
      ) : (
        <Alert
          role="alert"
          icon
          status="warning"
          title={t('checks.unknownCheck', { id })}
          description={t('checks.unknownCheckHelp')}
        />
      )}
    </Flex>
  );
}

function Definition(props: {
  check: FleetCheck;
  levels: FleetChecks['levels'];
  onEdit?: (check: FleetCheck) => void;
}) {
  const { check, levels, onEdit } = props;
  const { title, rule } = check;
  const t = useTexts(checksTexts);
  return (
    <Section
      headingLevel="h2"
      title={title}
      actions={
        rule &&
        onEdit && (
          <Button
            size="small"
            variant="secondary"
            onPress={() => onEdit(check)}
          >
            {t('checks.edit')}
          </Button>
        )
      }
    >
      {rule ? (
        <Flex direction="column" gap="3">
          <CheckDefinition
            check={rule.definition}
            level={rankedLevel(levels, rule.definition.level)}
          />
          <Text as="p" color="secondary" variant="body-small">
            {t('checks.from', { pack: rule.pack.metadata.title })}
          </Text>
        </Flex>
      ) : (
        <Text as="p">{t('checks.gone')}</Text>
      )}
    </Section>
  );
}

/** The services that a check applies to, by state. */
function CheckResults(props: {
  check: FleetCheck;
  levels: FleetChecks['levels'];
}) {
  const { check, levels } = props;
  const t = useTexts(checksTexts);
  const servicesLink = useServicesLink();
  const { query, update } = useUrlQuery(rulesQuerySchema);
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
  const t = useTexts(checksTexts);
  const api = useApi(pavedRoadApiRef);
  const cursors = usePageCursors(`${checkId} ${state}`);
  const { cursor } = cursors;
  const page = useFleetData(['checkResults', checkId, state, cursor], () =>
    api.listCheckResults(checkId, { state, limit: PAGE_SIZE, cursor }),
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
