import { Flex, Link, Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { column, DataColumn, DataTable } from '../../ui/components/DataTable';
import { MoreButton } from '../../ui/components/MoreButton';
import { StatusChip } from '../../ui/components/StatusChip';
import { formatMonth, formatPrecise } from '../../ui/formats';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

type UsedAssumption = Advice['assumptions'][number];

/** All assumptions behind the numbers, collapsed; changed ones stay visible. */
export function AssumptionList(props: { assumptions: UsedAssumption[] }) {
  const { assumptions } = props;
  const t = useTexts(advisorTexts);
  const [isShown, setIsShown] = useState(false);
  const overridden = assumptions.filter(assumption => assumption.overridden);
  return (
    <div>
      {overridden.length > 0 && (
        <Text as="p" color="secondary" variant="body-small">
          {t('assumptions.changed', {
            assumptions: overridden
              .map(
                ({ title, value, unit }) =>
                  `${title} ${formatPrecise(value)} ${unit}`,
              )
              .join('; '),
          })}
        </Text>
      )}
      <MoreButton
        isExpanded={isShown}
        more={t('assumptions.title', { count: assumptions.length })}
        fewer={t('assumptions.hide')}
        onChange={setIsShown}
      />
      {isShown && <AssumptionTable assumptions={assumptions} />}
    </div>
  );
}

/** Assumptions with the kind, source and date of each number. */
function AssumptionTable(props: { assumptions: UsedAssumption[] }) {
  const { assumptions } = props;
  const t = useTexts(advisorTexts);
  const columns: DataColumn<UsedAssumption>[] = [
    column('title', t('assumptions.assumption'), ({ title }) => title),
    column('value', t('assumptions.value'), assumption => (
      <AssumedValue assumption={assumption} />
    )),
    column('kind', t('assumptions.kind.label'), ({ kind }) =>
      t(`assumptions.kind.${kind}`),
    ),
    column('source', t('assumptions.source'), assumption => (
      <AssumptionSource assumption={assumption} />
    )),
  ];
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

function AssumedValue(props: { assumption: UsedAssumption }) {
  const { value, unit, range, overridden } = props.assumption;
  const t = useTexts(advisorTexts);
  return (
    <Flex direction="column" gap="0.5">
      <Flex align="center" gap="2">
        <Text>{`${formatPrecise(value)} ${unit}`}</Text>
        {overridden && (
          <StatusChip tone="info">{t('assumptions.overridden')}</StatusChip>
        )}
      </Flex>
      {range && (
        <Text color="secondary" variant="body-small">
          {t('assumptions.range', {
            low: formatPrecise(range[0]),
            high: formatPrecise(range[1]),
          })}
        </Text>
      )}
    </Flex>
  );
}

function AssumptionSource(props: { assumption: UsedAssumption }) {
  const { source, url, date } = props.assumption;
  return (
    <Flex direction="column" gap="0.5">
      {url ? <Link href={url}>{source}</Link> : source}
      {date && (
        <Text color="secondary" variant="body-small">
          {formatMonth(date)}
        </Text>
      )}
    </Flex>
  );
}
