import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, Text } from '@backstage/ui';
import { Campaign } from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { Pages } from '../Pages';
import { useFleetData } from '../useFleetData';
import { usePageCursors } from '../usePageCursors';
import { CampaignFacts } from './CampaignFacts';
import styles from './CampaignsTab.module.css';
import { useCampaignsLink } from './useCampaignsLink';

const PAGE_SIZE = 20;

/** The campaigns in one status. */
export function CampaignsSection(props: {
  status: Campaign['status'];
  levelTitle: (level: string) => string;
}) {
  const { status, levelTitle } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const cursors = usePageCursors(`campaigns ${status}`);
  const campaignsLink = useCampaignsLink();
  const { cursor } = cursors;
  const list = useFleetData(
    () => api.listCampaigns({ status, limit: PAGE_SIZE, cursor }),
    [api, status, cursor],
  );
  return (
    <Section
      headingLevel="h2"
      title={t(`campaigns.${status}`)}
      actions={
        <Text as="p" role="status">
          {list.value && t('campaigns.found', { count: list.value.totalItems })}
        </Text>
      }
    >
      <AsyncView state={list}>
        {page =>
          page.totalItems === 0 ? (
            <Text as="p">
              {t(
                status === 'active'
                  ? 'campaigns.noneActive'
                  : 'campaigns.noneEnded',
              )}
            </Text>
          ) : (
            <>
              <ul className={styles.list}>
                {page.items.map(campaign => (
                  <li key={campaign.id}>
                    <Text as="h3" className={styles.text}>
                      <Link
                        href={campaignsLink({ campaign: campaign.id })}
                        weight="bold"
                      >
                        {campaign.title}
                      </Link>
                    </Text>
                    <CampaignFacts
                      campaign={campaign}
                      levelTitle={levelTitle}
                    />
                  </li>
                ))}
              </ul>
              {page.totalItems > PAGE_SIZE && (
                <Pages page={page} cursors={cursors} pageSize={PAGE_SIZE} />
              )}
            </>
          )
        }
      </AsyncView>
    </Section>
  );
}
