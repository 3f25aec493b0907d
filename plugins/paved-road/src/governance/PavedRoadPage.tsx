import { Header, Page, TabbedLayout } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { AdvisorTab } from '../advisorPage';
import { pavedRoadTranslationRef } from '../translation';
import { CampaignsTab } from './campaigns/CampaignsTab';
import { ChecksTab } from './checks/ChecksTab';
import { DecisionsTab } from './decisions/DecisionsTab';
import { OverviewTab } from './overview/OverviewTab';
import { RulesTab } from './rules/RulesTab';
import { ServicesTab } from './services/ServicesTab';
import { TeamsTab } from './teams/TeamsTab';
import { WaiversTab } from './waivers/WaiversTab';

/**
 * The Paved Road page of the classic frontend system. In the new one each tab is a sub-page of its
 * own, which an app can leave out, rename or put beside others.
 */
export function PavedRoadPage() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('page.title')} subtitle={t('page.subtitle')} />
      <TabbedLayout>
        <TabbedLayout.Route path="/overview" title={t('page.tab.overview')}>
          <OverviewTab />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/services" title={t('page.tab.services')}>
          <ServicesTab />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/teams" title={t('page.tab.teams')}>
          <TeamsTab />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/checks" title={t('page.tab.checks')}>
          <ChecksTab />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/decisions" title={t('page.tab.decisions')}>
          <DecisionsTab />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/waivers" title={t('page.tab.waivers')}>
          <WaiversTab />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/campaigns" title={t('page.tab.campaigns')}>
          <CampaignsTab />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/rules" title={t('page.tab.rules')}>
          <RulesTab />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/advisor" title={t('page.tab.advisor')}>
          <AdvisorTab />
        </TabbedLayout.Route>
      </TabbedLayout>
    </Page>
  );
}
