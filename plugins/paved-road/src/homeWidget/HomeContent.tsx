import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex } from '@backstage/ui';
import { useFleetSummary } from '../governance/useFleetSummary';
import { useLevelTitles } from '../levels';
import { pavedRoadTranslationRef } from '../translation';
import { HomeCampaigns } from './HomeCampaigns';
import { HomePart } from './HomePart';
import { HomeTeams } from './HomeTeams';
import { HomeWaivers } from './HomeWaivers';

/** What waits for a person on the paved road. */
export function HomeContent() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const levelTitle = useLevelTitles(useFleetSummary('level').value);
  return (
    <Flex direction="column" gap="4">
      <HomePart title={t('home.teams')}>
        <HomeTeams levelTitle={levelTitle} />
      </HomePart>
      <HomePart title={t('home.waivers')}>
        <HomeWaivers />
      </HomePart>
      <HomePart title={t('home.campaigns')}>
        <HomeCampaigns levelTitle={levelTitle} />
      </HomePart>
    </Flex>
  );
}
