import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { CampaignTask } from '@paved-road/plugin-paved-road-common';
import { useId } from 'react';
import { LevelBadge, RankedLevel } from '../../levels';
import { pavedRoadTranslationRef } from '../../translation';
import { useChecksLink } from '../checks/useChecksLink';
import { useEntityLinks } from '../../components/useEntityLinks';
import styles from './CampaignTasks.module.css';
import { TaskGroup } from './groupTasks';

/** What one owner has to do, service by service. */
export function OwnerTasks(
  props: TaskGroup & { levelOf: (level: string) => RankedLevel },
) {
  const { owner, tasks, levelOf } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
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
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const links = useEntityLinks();
  const checksLink = useChecksLink();
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
              <Link href={checksLink({ check: check.checkId })}>
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
