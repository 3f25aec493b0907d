import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { Campaign } from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { Section } from '../../components/Section';
import { RankedLevel } from '../../levels';
import { pavedRoadTranslationRef } from '../../translation';
import { OwnerSelect } from '../OwnerSelect';
import { Pages } from '../Pages';
import { useFleetData } from '../useFleetData';
import { usePageCursors } from '../usePageCursors';
import styles from './CampaignTasks.module.css';
import { groupTasks } from './groupTasks';
import { OwnerTasks } from './OwnerTasks';
import { useCampaignsQuery } from './useCampaignsQuery';

const PAGE_SIZE = 20;

/** The services that a campaign waits for, by who has the work. */
export function CampaignTasks(props: {
  campaign: Campaign;
  levelOf: (level: string) => RankedLevel;
}) {
  const { campaign, levelOf } = props;
  const { id, etag } = campaign;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const { query, update } = useCampaignsQuery();
  const cursors = usePageCursors('campaign tasks');
  const { owner } = query;
  const { cursor } = cursors;
  const tasks = useFleetData(
    () => api.listCampaignTasks(id, { owner, limit: PAGE_SIZE, cursor }),
    [api, id, etag, owner, cursor],
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
