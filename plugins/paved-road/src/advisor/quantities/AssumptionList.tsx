import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { DataTable } from '../components/DataTable';
import { formatPrecise } from '../components/formats';
import { StatusChip } from '../components/StatusChip';
import { pavedRoadTranslationRef } from '../translation';

/** Every assumption behind the numbers, with its source; those that a person changed are marked. */
export function AssumptionList(props: { assumptions: Advice['assumptions'] }) {
  const { assumptions } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Accordion>
      <AccordionTrigger
        level={4}
        title={t('assumptions.title', { count: assumptions.length })}
      />
      <AccordionPanel>
        <DataTable
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
              cell: ({ value, unit, overridden }) => (
                <Flex align="center" gap="2">
                  <Text as="span">{`${formatPrecise(value)} ${unit}`}</Text>
                  {overridden && (
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
      </AccordionPanel>
    </Accordion>
  );
}
