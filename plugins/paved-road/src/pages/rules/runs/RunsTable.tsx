import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { EvaluationRun } from '@paved-road/plugin-paved-road-common';
import { RiLoader2Line } from '@remixicon/react';
import {
  column,
  DataColumn,
  DataTable,
  numberColumn,
} from '../../../ui/components/DataTable';
import {
  formatDateTime,
  formatElapsed,
  formatNumber,
} from '../../../ui/formats';
import { StatusChip, Tone } from '../../../ui/components/StatusChip';
import { runsTexts } from './texts';
import { useTexts } from '../../../ui/texts/useTexts';
import styles from './runs.module.css';

const tones: Record<EvaluationRun['state'], Tone> = {
  running: 'info',
  finished: 'success',
  cancelled: 'neutral',
  failed: 'danger',
};

export function RunsTable(props: { runs: EvaluationRun[] }) {
  const t = useTexts(runsTexts);
  const columns: DataColumn<EvaluationRun>[] = [
    column('started', t('runs.column.started'), ({ startedAt }) => (
      <time dateTime={startedAt} style={{ whiteSpace: 'nowrap' }}>
        {formatDateTime(startedAt)}
      </time>
    )),
    column('trigger', t('runs.column.trigger'), run => <Trigger run={run} />),
    column('state', t('runs.column.state'), ({ state, problem }) => (
      <Flex direction="column" gap="1">
        <div>
          <StatusChip
            tone={tones[state]}
            icon={state === 'running' ? RiLoader2Line : undefined}
          >
            {t(`runs.state.${state}`)}
          </StatusChip>
        </div>
        {problem && (
          <Text variant="body-small" className={styles.problem}>
            {problem}
          </Text>
        )}
      </Flex>
    )),
    numberColumn(
      'duration',
      t('runs.column.duration'),
      ({ startedAt, finishedAt }) =>
        finishedAt && formatElapsed(startedAt, finishedAt),
    ),
    numberColumn(
      'looked',
      t('runs.column.looked'),
      ({ done }) => done !== undefined && formatNumber(done),
    ),
    numberColumn(
      'changed',
      t('runs.column.changed'),
      ({ changed }) => changed !== undefined && formatNumber(changed),
    ),
  ];
  return (
    <DataTable
      label={t('runs.title')}
      columns={columns}
      rows={props.runs}
      getKey={({ id }) => id}
    />
  );
}

function Trigger(props: { run: EvaluationRun }) {
  const { trigger, requestedBy } = props.run;
  const t = useTexts(runsTexts);
  return (
    <Text className={styles.trigger}>
      {requestedBy
        ? t('runs.trigger.requestBy', {
            person: (
              <EntityRefLink
                entityRef={requestedBy}
                defaultKind="user"
                hideIcon
              />
            ),
          })
        : t(`runs.trigger.${trigger}`)}
    </Text>
  );
}
