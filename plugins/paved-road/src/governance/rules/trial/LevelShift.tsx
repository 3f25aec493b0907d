import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { noLevel, RulesPreview } from '@paved-road/plugin-paved-road-common';
import { DataTable } from '../../../components/DataTable';
import { formatNumber } from '../../../components/formats';
import { pavedRoadTranslationRef } from '../../../translation';
import { LevelBar, LevelSwatch, rankedLevel } from '../../../levels';
import styles from './PreviewResult.module.css';

type Level = RulesPreview['levels'][number];

/** How many services are at each level, and would be. */
export function LevelShift(props: { levels: RulesPreview['levels'] }) {
  const { levels } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titleOf = ({ id, title }: Level) =>
    id === noLevel ? t('scorecard.noLevel') : title;
  const rankOf = (level: Level) =>
    rankedLevel(levels, level.id) ?? {
      id: level.id,
      title: titleOf(level),
      rank: 0,
    };
  const at = (time: 'before' | 'after') =>
    levels.map(level => ({ ...rankOf(level), entities: level[time] }));
  return (
    <Flex direction="column" gap="3">
      <Text as="h3" variant="body-large" weight="bold">
        {t('rules.preview.levels')}
      </Text>
      <div className={styles.bars} aria-hidden>
        <Text as="span">{t('rules.preview.before')}</Text>
        <LevelBar levels={at('before')} />
        <Text as="span">{t('rules.preview.after')}</Text>
        <LevelBar levels={at('after')} />
      </div>
      <DataTable
        isCompact
        label={t('rules.preview.levels')}
        rows={levels}
        getKey={({ id }) => id}
        columns={[
          {
            id: 'level',
            label: t('rules.preview.column.level'),
            cell: level => (
              <span className={styles.level}>
                <LevelSwatch level={rankOf(level)} />
                {titleOf(level)}
              </span>
            ),
          },
          {
            id: 'before',
            label: t('rules.preview.before'),
            align: 'end',
            cell: level => formatNumber(level.before),
          },
          {
            id: 'after',
            label: t('rules.preview.after'),
            align: 'end',
            cell: level => formatNumber(level.after),
          },
          {
            id: 'change',
            label: t('rules.preview.column.change'),
            align: 'end',
            cell: level => formatChange(level.after - level.before),
          },
        ]}
      />
    </Flex>
  );
}

const changeFormat = new Intl.NumberFormat(undefined, {
  signDisplay: 'exceptZero',
});

function formatChange(change: number): string {
  return changeFormat.format(change);
}
