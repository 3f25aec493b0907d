import { Flex, Text } from '@backstage/ui';
import { Campaign, CampaignScope } from '@paved-road/plugin-paved-road-common';
import { Row } from '../../ui/components/Layout';
import { formatDate, formatNumber } from '../../ui/formats';
import { StatusChip, Tone } from '../../ui/components/StatusChip';
import { kindTitle } from '../../data/entities/kinds';
import { dueDays, useDueText } from '../../features/campaigns/due';
import {
  useEntityTitle,
  useOwnerTitle,
} from '../../data/entities/useEntityTitle';
import { usePatternTitle } from '../../ui/patterns';
import { campaignsTexts } from './texts';
import { fleetTexts } from '../../features/fleet/texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './campaigns.module.css';

/** Days before the end from which a campaign is due soon. */
const SOON = 14;

/** Goal, deadline, scope and progress of a campaign. */
export function CampaignFacts(props: {
  campaign: Campaign;
  levelTitle: (level: string) => string;
}) {
  const { campaign, levelTitle } = props;
  const { scope, dueOn, targetLevel, endedAt } = campaign;
  const t = useTexts(campaignsTexts);
  const scopeText = useScopeText(scope);
  return (
    <Flex direction="column" gap="2">
      <Row>
        <Text>
          {endedAt === undefined
            ? t('campaigns.goal', {
                level: levelTitle(targetLevel),
                date: formatDate(dueOn),
              })
            : t('campaigns.goalEnded', {
                date: formatDate(endedAt),
                level: levelTitle(targetLevel),
                due: formatDate(dueOn),
              })}
        </Text>
        {endedAt === undefined && <DueChip campaign={campaign} />}
      </Row>
      <Text as="p" color="secondary" className={styles.text}>
        {scopeText}
      </Text>
      <CampaignProgress campaign={campaign} levelTitle={levelTitle} />
    </Flex>
  );
}

function DueChip(props: { campaign: Campaign }) {
  const { dueOn, progress } = props.campaign;
  const t = useTexts(campaignsTexts);
  const dueText = useDueText();
  if (progress.total > 0 && progress.reached === progress.total) {
    return <StatusChip tone="success">{t('campaigns.reachedAll')}</StatusChip>;
  }
  return <StatusChip tone={dueTone(dueOn)}>{dueText(dueOn)}</StatusChip>;
}

function dueTone(dueOn: string): Tone {
  const days = dueDays(dueOn);
  if (days < 0) {
    return 'danger';
  }
  return days <= SOON ? 'warning' : 'neutral';
}

/** Number of services that have reached the goal. */
function CampaignProgress(props: {
  campaign: Campaign;
  levelTitle: (level: string) => string;
}) {
  const { title, targetLevel, progress } = props.campaign;
  const { reached, total } = progress;
  const t = useTexts(campaignsTexts);
  if (total === 0) {
    return (
      <Text as="p" color="secondary">
        {t('campaigns.emptyScope')}
      </Text>
    );
  }
  const text = t('campaigns.progress', {
    reached: formatNumber(reached),
    total: formatNumber(total),
    level: props.levelTitle(targetLevel),
  });
  return (
    <Row gap="3">
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={t('campaigns.progressOf', { title })}
        aria-valuenow={reached}
        aria-valuemax={total}
        aria-valuetext={text}
      >
        <div
          className={styles.reached}
          style={{ width: `${(100 * reached) / total}%` }}
        />
      </div>
      <Text>{text}</Text>
    </Row>
  );
}

/** The conditions of a scope in display order. */
const conditions = [
  'kind',
  'lifecycle',
  'type',
  'owner',
  'team',
  'system',
  'pattern',
] as const;

function useScopeText(scope: CampaignScope): string {
  const t = useTexts(campaignsTexts, fleetTexts);
  const patternTitle = usePatternTitle();
  const titles: CampaignScope = {
    ...scope,
    kind: scope.kind && kindTitle(scope.kind),
    owner: useOwnerTitle(scope.owner),
    team: useOwnerTitle(scope.team),
    system: useEntityTitle(scope.system, 'system'),
  };
  const parts = conditions.flatMap(condition => {
    const value = titles[condition];
    return value === undefined
      ? []
      : [
          t('campaigns.scope.part', {
            filter: t(`services.filter.${condition}`),
            value: condition === 'pattern' ? patternTitle(value) : value,
          }),
        ];
  });
  return parts.length === 0 ? t('campaigns.scope.all') : parts.join(' · ');
}
