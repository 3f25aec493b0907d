import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { Campaign, CampaignTask } from '@paved-road/plugin-paved-road-common';
import { useId } from 'react';
import { PlainList, Row } from '../../ui/components/Layout';
import { usePavedRoadApi } from '../../data/api';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import {
  campaignsQuerySchema,
  useRulesLink,
} from '../../data/links/urlQueries';
import { LevelBadge, RankedLevel } from '../../ui/levels';
import { campaignsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { ListSection } from '../../features/list/ListSection';
import { usePagedList } from '../../features/list/usePagedList';
import { OwnerSelect } from '../../features/fleet/OwnerSelect';
import styles from './campaigns.module.css';

const PAGE_SIZE = 20;

/** Remaining services of a campaign by owner. */
export function CampaignTasks(props: {
  campaign: Campaign;
  levelOf: (level: string) => RankedLevel;
}) {
  const { campaign, levelOf } = props;
  const { id, etag } = campaign;
  const t = useTexts(campaignsTexts);
  const api = usePavedRoadApi();
  const { query, update } = useUrlQuery(campaignsQuerySchema);
  const { owner } = query;
  const list = usePagedList('campaignTasks', [id, etag, owner], cursor =>
    api.listCampaignTasks(id, { owner, limit: PAGE_SIZE, cursor }),
  );
  return (
    <ListSection
      title={t('campaigns.tasks.title')}
      list={list}
      pageSize={PAGE_SIZE}
      count={count => t('campaigns.tasks.found', { count })}
      empty={emptyText()}
      header={
        <div style={{ maxWidth: '20rem' }}>
          <OwnerSelect
            value={owner}
            onChange={chosen => update({ owner: chosen })}
          />
        </div>
      }
      rows={items =>
        [...Map.groupBy(items, task => task.owner)].map(([key, tasks]) => (
          <OwnerTasks
            key={key ?? ''}
            owner={key}
            tasks={tasks}
            levelOf={levelOf}
          />
        ))
      }
    />
  );

  function emptyText(): string {
    if (campaign.progress.total === 0) {
      return t('campaigns.emptyScope');
    }
    return owner === undefined
      ? t('campaigns.tasks.none')
      : t('campaigns.tasks.noneOfOwner');
  }
}

function OwnerTasks(props: {
  /** Absent for services without one. */
  owner?: string;
  tasks: CampaignTask[];
  levelOf: (level: string) => RankedLevel;
}) {
  const { owner, tasks, levelOf } = props;
  const t = useTexts(campaignsTexts);
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className={styles.owner}>
      <Text as="h3" id={headingId} weight="bold">
        {owner ? (
          <EntityRefLink entityRef={owner} defaultKind="group" />
        ) : (
          t('campaigns.tasks.noOwner')
        )}
      </Text>
      <PlainList gap="3">
        {tasks.map(task => (
          <li key={task.entityRef} className={styles.service}>
            <Service task={task} levelOf={levelOf} />
          </li>
        ))}
      </PlainList>
    </section>
  );
}

function Service(props: {
  task: CampaignTask;
  levelOf: (level: string) => RankedLevel;
}) {
  const { entityRef, title, level, checks } = props.task;
  const t = useTexts(campaignsTexts);
  const links = useEntityLinks();
  const rulesLink = useRulesLink();
  return (
    <>
      <Row align="start">
        <Link href={links.scorecard(entityRef)} weight="bold">
          {title}
        </Link>
        <LevelBadge level={props.levelOf(level)} />
      </Row>
      {checks.length === 0 ? (
        <Text color="secondary">{t('campaigns.tasks.noChecks')}</Text>
      ) : (
        <PlainList isRow gap="1" aria-label={t('campaigns.tasks.checks')}>
          {checks.map(check => (
            <li key={check.checkId}>
              <Link href={rulesLink({ check: check.checkId })}>
                {check.state === 'unknown'
                  ? t('campaigns.tasks.unknown', { check: check.title })
                  : check.title}
              </Link>
            </li>
          ))}
        </PlainList>
      )}
    </>
  );
}
