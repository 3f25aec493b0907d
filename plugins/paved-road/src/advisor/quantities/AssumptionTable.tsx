import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link, Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { DataColumn, DataTable } from '../../components/DataTable';
import { formatMonth, formatPrecise } from '../../components/formats';
import { StatusChip } from '../../components/StatusChip';
import { pavedRoadTranslationRef } from '../../translation';

type UsedAssumption = Advice['assumptions'][number];

/** Assumptions with what kind of number each is, where it stands and since when. */
export function AssumptionTable(props: { assumptions: UsedAssumption[] }) {
  const { assumptions } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const columns: DataColumn<UsedAssumption>[] = [
    {
      id: 'title',
      label: t('assumptions.assumption'),
      cell: ({ title }) => title,
    },
    {
      id: 'value',
      label: t('assumptions.value'),
      cell: assumption => <Value assumption={assumption} />,
    },
    {
      id: 'source',
      label: t('assumptions.source'),
      cell: assumption => <Source assumption={assumption} />,
    },
  ];
  // Results of model 1 do not tell.
  if (assumptions.some(({ kind }) => kind)) {
    columns.splice(2, 0, {
      id: 'kind',
      label: t('assumptions.kind.label'),
      cell: ({ kind }) => kind && t(`assumptions.kind.${kind}`),
    });
  }
  return (
    <DataTable
      isCompact
      isStackable
      label={t('assumptions.label')}
      columns={columns}
      rows={assumptions}
      getKey={({ id }) => id}
    />
  );
}

/** The number, and between what it may be. */
function Value(props: { assumption: UsedAssumption }) {
  const { value, unit, range, overridden } = props.assumption;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Flex direction="column" gap="0.5">
      <Flex align="center" gap="2">
        <Text as="span">{`${formatPrecise(value)} ${unit}`}</Text>
        {overridden && (
          <StatusChip tone="info">{t('assumptions.overridden')}</StatusChip>
        )}
      </Flex>
      {range && (
        <Text as="span" color="secondary" variant="body-small">
          {t('assumptions.range', {
            low: formatPrecise(range[0]),
            high: formatPrecise(range[1]),
          })}
        </Text>
      )}
    </Flex>
  );
}

function Source(props: { assumption: UsedAssumption }) {
  const { source, url, date } = props.assumption;
  return (
    <Flex direction="column" gap="0.5">
      {url ? <Link href={url}>{source}</Link> : source}
      {date && (
        <Text as="span" color="secondary" variant="body-small">
          {formatMonth(date)}
        </Text>
      )}
    </Flex>
  );
}
