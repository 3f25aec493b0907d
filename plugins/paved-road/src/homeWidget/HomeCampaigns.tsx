import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, Text } from '@backstage/ui';
import { pavedRoadApiRef } from '../api';
import { AsyncView } from '../components/AsyncView';
import { CampaignProgress } from '../governance/campaigns/CampaignProgress';
import { useCampaignsLink } from '../governance/campaigns/useCampaignsLink';
import { useDueText } from '../governance/campaigns/useDueText';
import { useFleetData } from '../governance/useFleetData';
import { pavedRoadTranslationRef } from '../translation';
import styles from './HomePart.module.css';

const SHOWN = 3;

/** The campaigns that are due next. */
export function HomeCampaigns(props: {
  levelTitle: (level: string) => string;
}) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const campaignsLink = useCampaignsLink();
  const dueText = useDueText();
  const campaigns = useFleetData(
    () => api.listCampaigns({ status: 'active', limit: SHOWN }),
    [api],
  );
  return (
    <AsyncView state={campaigns}>
      {({ items }) =>
        items.length === 0 ? (
          <Text as="p" color="secondary">
            {t('campaigns.noneActive')}
          </Text>
        ) : (
          <ul className={styles.list}>
            {items.map(campaign => (
              <li key={campaign.id}>
                <div className={styles.entry}>
                  <Link href={campaignsLink({ campaign: campaign.id })}>
                    {campaign.title}
                  </Link>
                  <Text as="span" color="secondary">
                    {dueText(campaign.dueOn)}
                  </Text>
                </div>
                <CampaignProgress
                  campaign={campaign}
                  levelTitle={props.levelTitle}
                />
              </li>
            ))}
          </ul>
        )
      }
    </AsyncView>
  );
}
