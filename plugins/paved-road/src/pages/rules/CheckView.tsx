import { Flex, Link, Text } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { RiArrowLeftLine } from '@remixicon/react';
import { usePavedRoadApi } from '../../data/api';
import {
  resultStates,
  rulesQuerySchema,
  useServicesLink,
} from '../../data/links/urlQueries';
import { ListSection } from '../../features/list/ListSection';
import { usePagedList } from '../../features/list/usePagedList';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { Section } from '../../ui/components/Section';
import { ViewToggle } from '../../ui/components/ViewToggle';
import { formatNumber } from '../../ui/formats';
import { rankedLevel } from '../../ui/levels';
import { useTexts } from '../../ui/texts/useTexts';
import { CheckDefinition } from './CheckDefinition';
import { checksTexts } from './checksTexts';
import { useResultColumns } from './CheckResultColumns';
import { FleetCheck, FleetChecks } from './fleetChecks';
import { SmallButton } from '../../ui/components/SmallButton';
import styles from './rules.module.css';

const PAGE_SIZE = 20;

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
        <Notice
          role="alert"
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
          <SmallButton onPress={() => onEdit(check)}>
            {t('checks.edit')}
          </SmallButton>
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
  const api = usePavedRoadApi();
  const servicesLink = useServicesLink();
  const { query, update } = useUrlQuery(rulesQuerySchema);
  const { state } = query;
  const list = usePagedList('checkResults', [check.id, state], cursor =>
    api.listCheckResults(check.id, { state, limit: PAGE_SIZE, cursor }),
  );
  return (
    <ListSection
      title={t('checks.results')}
      list={list}
      pageSize={PAGE_SIZE}
      count={count => t('checks.resultsFound', { count })}
      empty={t(`checks.noneIn.${state}`)}
      actions={
        <Link href={servicesLink({ check: check.id, state })}>
          {t('checks.allServices')}
        </Link>
      }
      header={
        <ViewToggle
          label={t('checks.states')}
          size="small"
          views={resultStates.map(id => ({
            id,
            label: t('checks.stateCount', {
              state: t(`checks.state.${id}`),
              number: formatNumber(check.states[id]),
            }),
          }))}
          selected={state}
          onSelect={chosen => update({ state: chosen })}
        />
      }
      rows={{
        columns: useResultColumns(levels),
        getKey: ({ entityRef }) => entityRef,
      }}
    />
  );
}
