import { Flex, Text } from '@backstage/ui';
import { RulesPreview } from '@paved-road/plugin-paved-road-common';
import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { useState } from 'react';
import {
  column,
  DataTable,
  numberColumn,
} from '../../../ui/components/DataTable';
import { formatNumber, numberFormat } from '../../../ui/formats';
import { MoreButton } from '../../../ui/components/MoreButton';
import { StatusChip } from '../../../ui/components/StatusChip';
import { LevelBar, LevelSwatch, rankedLevel } from '../../../ui/levels';
import { rulesTexts } from '../texts';
import { levelsTexts } from '../../../ui/levels/texts';
import { useTexts } from '../../../ui/texts/useTexts';
import { SmallButton } from '../../../ui/components/SmallButton';
import styles from './preview.module.css';

const FIRST = 8;

const formatChange = numberFormat({ signDisplay: 'exceptZero' });

/** Checks that would be added, removed or change results, by number of services. */
export function CheckEffects(props: {
  preview: RulesPreview;
  onShow: (checkId: string) => void;
}) {
  const { preview, onShow } = props;
  const { checks } = preview;
  const levels = new Map(preview.levels.map(({ id, title }) => [id, title]));
  const t = useTexts(rulesTexts);
  const [isExpanded, setExpanded] = useState(false);
  if (checks.length === 0) {
    return null;
  }
  return (
    <Flex direction="column" gap="3">
      <Text as="h3" variant="body-large" weight="bold">
        {t('rules.result.checks')}
      </Text>
      <DataTable<RulesPreview['checks'][number]>
        label={t('rules.result.checks')}
        rows={isExpanded ? checks : checks.slice(0, FIRST)}
        getKey={({ checkId }) => checkId}
        columns={[
          column('check', t('rules.result.column.check'), ({ title }) => title),
          column('is', t('rules.result.column.is'), ({ is, moved }) =>
            moved ? (
              t('rules.result.moved', {
                from: levels.get(moved.from) ?? moved.from,
                to: levels.get(moved.to) ?? moved.to,
              })
            ) : (
              <StatusChip tone="neutral">
                {t(`rules.result.is.${is}`)}
              </StatusChip>
            ),
          ),
          numberColumn('worse', t('rules.result.column.worse'), ({ worse }) =>
            formatNumber(worse),
          ),
          numberColumn(
            'better',
            t('rules.result.column.better'),
            ({ better }) => formatNumber(better),
          ),
          numberColumn(
            'services',
            t('rules.result.column.services'),
            ({ checkId, title, services }) =>
              services > 0 ? (
                <SmallButton
                  variant="tertiary"
                  aria-label={t('rules.result.showServices', {
                    number: formatNumber(services),
                    check: title,
                  })}
                  onPress={() => onShow(checkId)}
                >
                  {formatNumber(services)}
                </SmallButton>
              ) : (
                formatNumber(services)
              ),
          ),
        ]}
      />
      {checks.length > FIRST && (
        <MoreButton
          isExpanded={isExpanded}
          more={t('rules.result.moreChecks', {
            number: formatNumber(checks.length),
          })}
          fewer={t('rules.result.fewerChecks')}
          onChange={setExpanded}
        />
      )}
    </Flex>
  );
}

type Level = RulesPreview['levels'][number];

/** Number of services at each level, before and after. */
export function LevelShift(props: { levels: RulesPreview['levels'] }) {
  const { levels } = props;
  const t = useTexts(rulesTexts, levelsTexts);
  const levelTitle = ({ id, title }: Level) =>
    id === noLevel ? t('scorecard.noLevel') : title;
  const toRankedLevel = (level: Level) =>
    rankedLevel(levels, level.id) ?? {
      id: level.id,
      title: levelTitle(level),
      rank: 0,
    };
  const at = (time: 'before' | 'after') =>
    levels.map(level => ({ ...toRankedLevel(level), entities: level[time] }));
  return (
    <Flex direction="column" gap="3">
      <Text as="h3" variant="body-large" weight="bold">
        {t('rules.result.levels')}
      </Text>
      <div className={styles.bars} aria-hidden>
        <Text>{t('rules.result.before')}</Text>
        <LevelBar levels={at('before')} />
        <Text>{t('rules.result.after')}</Text>
        <LevelBar levels={at('after')} />
      </div>
      <DataTable<Level>
        isCompact
        label={t('rules.result.levels')}
        rows={levels}
        getKey={({ id }) => id}
        columns={[
          column('level', t('rules.result.column.level'), level => (
            <span className={styles.level}>
              <LevelSwatch level={toRankedLevel(level)} />
              {levelTitle(level)}
            </span>
          )),
          numberColumn('before', t('rules.result.before'), level =>
            formatNumber(level.before),
          ),
          numberColumn('after', t('rules.result.after'), level =>
            formatNumber(level.after),
          ),
          numberColumn('change', t('rules.result.column.change'), level =>
            formatChange(level.after - level.before),
          ),
        ]}
      />
    </Flex>
  );
}
