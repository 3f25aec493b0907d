import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import { RulesPreview } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { DataTable } from '../../../components/DataTable';
import { formatNumber } from '../../../components/formats';
import { MoreButton } from '../../../components/MoreButton';
import { StatusChip } from '../../../components/StatusChip';
import { pavedRoadTranslationRef } from '../../../translation';

const FIRST = 8;

/** The checks that would come, go or come to another result, those with the most services first. */
export function CheckEffects(props: {
  preview: RulesPreview;
  onShow: (checkId: string) => void;
}) {
  const { preview, onShow } = props;
  const { checks } = preview;
  const levels = new Map(preview.levels.map(({ id, title }) => [id, title]));
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [isExpanded, setExpanded] = useState(false);
  if (checks.length === 0) {
    return null;
  }
  return (
    <Flex direction="column" gap="3">
      <Text as="h3" variant="body-large" weight="bold">
        {t('rules.preview.checks')}
      </Text>
      <DataTable
        label={t('rules.preview.checks')}
        rows={isExpanded ? checks : checks.slice(0, FIRST)}
        getKey={({ checkId }) => checkId}
        columns={[
          {
            id: 'check',
            label: t('rules.preview.column.check'),
            cell: ({ title }) => title,
          },
          {
            id: 'is',
            label: t('rules.preview.column.is'),
            cell: ({ is, moved }) =>
              moved ? (
                t('rules.preview.moved', {
                  from: levels.get(moved.from) ?? moved.from,
                  to: levels.get(moved.to) ?? moved.to,
                })
              ) : (
                <StatusChip tone="neutral">
                  {t(`rules.preview.is.${is}`)}
                </StatusChip>
              ),
          },
          {
            id: 'better',
            label: t('rules.preview.column.better'),
            align: 'end',
            cell: ({ better }) => formatNumber(better),
          },
          {
            id: 'worse',
            label: t('rules.preview.column.worse'),
            align: 'end',
            cell: ({ worse }) => formatNumber(worse),
          },
          {
            id: 'services',
            label: t('rules.preview.column.services'),
            align: 'end',
            cell: ({ checkId, title, services }) =>
              services > 0 ? (
                <Button
                  size="small"
                  variant="tertiary"
                  aria-label={t('rules.preview.showServices', {
                    number: formatNumber(services),
                    check: title,
                  })}
                  onPress={() => onShow(checkId)}
                >
                  {formatNumber(services)}
                </Button>
              ) : (
                formatNumber(services)
              ),
          },
        ]}
      />
      {checks.length > FIRST && (
        <MoreButton
          isExpanded={isExpanded}
          more={t('rules.preview.moreChecks', {
            number: formatNumber(checks.length),
          })}
          fewer={t('rules.preview.fewerChecks')}
          onChange={setExpanded}
        />
      )}
    </Flex>
  );
}
