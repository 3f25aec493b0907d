import { useApi } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import { Campaign, CampaignTask } from '@paved-road/plugin-paved-road-common';
import { useId } from 'react';
import { pavedRoadApiRef } from '../../data/api';
import { AsyncView } from '../../ui/components/AsyncView';
import { Section } from '../../ui/components/Section';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { useFleetData } from '../../data/fleet/fleetData';
import {
  campaignsQuerySchema,
  useRulesLink,
} from '../../data/links/urlQueries';
import { LevelBadge, RankedLevel } from '../../ui/levels';
import { campaignsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { OwnerSelect } from '../../features/fleet/OwnerSelect';
import { Pages, usePageCursors } from '../../ui/components/Pages';
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
  const api = useApi(pavedRoadApiRef);
  const { query, update } = useUrlQuery(campaignsQuerySchema);
  const cursors = usePageCursors('campaign tasks');
  const { owner } = query;
  const { cursor } = cursors;
  const tasks = useFleetData(['campaignTasks', id, etag, owner, cursor], () =>
    api.listCampaignTasks(id, { owner, limit: PAGE_SIZE, cursor }),
  );
  return (
    <Section
      headingLevel="h2"
      title={t('campaigns.tasks.title')}
      actions={
        <Text as="p" role="status">
          {tasks.value &&
            t('campaigns.tasks.found', { count: tasks.value.totalItems })}
        </Text>
      }
    >
      <Flex direction="column" gap="3">
        <div className={styles.filter}>
          <OwnerSelect
            value={owner}
            onChange={chosen => update({ owner: chosen })}
          />
        </div>
        <AsyncView state={tasks}>
          {page =>
            page.totalItems === 0 ? (
              <Text as="p">{emptyText()}</Text>
            ) : (
              <>
                {groupTasks(page.items).map(group => (
                  <OwnerTasks
                    key={group.owner ?? ''}
                    {...group}
                    levelOf={levelOf}
                  />
                ))}
                {page.totalItems > PAGE_SIZE && (
                  <Pages page={page} cursors={cursors} pageSize={PAGE_SIZE} />
                )}
              </>
            )
          }
        </AsyncView>
      </Flex>
    </Section>
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

/** The tasks of one owner. */
interface TaskGroup {
  /** Entity reference; absent for services without an owner. */
  owner?: string;
  tasks: CampaignTask[];
}

/** @param tasks - grouped by owner */
function groupTasks(tasks: CampaignTask[]): TaskGroup[] {
  const groups: TaskGroup[] = [];
  for (const task of tasks) {
    const last = groups.at(-1);
    if (last && last.owner === task.owner) {
      last.tasks.push(task);
    } else {
      groups.push({ owner: task.owner, tasks: [task] });
    }
  }
  return groups;
}

/** The tasks of one owner by service. */
function OwnerTasks(
  props: TaskGroup & { levelOf: (level: string) => RankedLevel },
) {
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
      <ul className={styles.services}>
        {tasks.map(task => (
          <li key={task.entityRef} className={styles.service}>
            <Service task={task} levelOf={levelOf} />
          </li>
        ))}
      </ul>
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
      <div className={styles.name}>
        <Link href={links.scorecard(entityRef)} weight="bold">
          {title}
        </Link>
        <LevelBadge level={props.levelOf(level)} />
      </div>
      {checks.length === 0 ? (
        <Text as="span" color="secondary">
          {t('campaigns.tasks.noChecks')}
        </Text>
      ) : (
        <ul className={styles.checks} aria-label={t('campaigns.tasks.checks')}>
          {checks.map(check => (
            <li key={check.checkId}>
              <Link href={rulesLink({ check: check.checkId })}>
                {check.state === 'unknown'
                  ? t('campaigns.tasks.unknown', { check: check.title })
                  : check.title}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
