import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { DataTable } from '../../components/DataTable';
import { formatPrecise } from '../../components/formats';
import { MoreButton } from '../../components/MoreButton';
import { StatusChip } from '../../components/StatusChip';
import { pavedRoadTranslationRef } from '../../translation';

/** Every assumption behind the numbers, with its source; those that a person changed are marked. */
export function AssumptionList(props: { assumptions: Advice['assumptions'] }) {
  const { assumptions } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
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
      {isShown && (
        <DataTable
          isCompact
          label={t('assumptions.label')}
          columns={[
            {
              id: 'title',
              label: t('assumptions.assumption'),
              cell: ({ title }) => title,
            },
            {
              id: 'value',
              label: t('assumptions.value'),
              cell: ({ value, unit, overridden: isOverridden }) => (
                <Flex align="center" gap="2">
                  <Text as="span">{`${formatPrecise(value)} ${unit}`}</Text>
                  {isOverridden && (
                    <StatusChip tone="info">
                      {t('assumptions.overridden')}
                    </StatusChip>
                  )}
                </Flex>
              ),
            },
            {
              id: 'source',
              label: t('assumptions.source'),
              cell: ({ source }) => source,
            },
          ]}
          rows={assumptions}
          getKey={({ id }) => id}
        />
      )}
    </div>
  );
}
