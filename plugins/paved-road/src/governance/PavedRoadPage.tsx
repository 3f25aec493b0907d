import {
  Header,
  Page,
  Progress,
  TabbedLayout,
} from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ComponentType, lazy, Suspense } from 'react';
import { pavedRoadTranslationRef } from '../translation';

/** A tab whose code comes when it is opened: the header and the names of all tabs are there before. */
function lazyTab(load: () => Promise<ComponentType>) {
  const Tab = lazy(async () => ({ default: await load() }));
  return (
    <Suspense fallback={<Progress />}>
      <Tab />
    </Suspense>
  );
}

const overview = lazyTab(() => import('./index').then(m => m.OverviewTab));
const services = lazyTab(() => import('./index').then(m => m.ServicesTab));
const teams = lazyTab(() => import('./index').then(m => m.TeamsTab));
const checks = lazyTab(() => import('./index').then(m => m.ChecksTab));
const decisions = lazyTab(() => import('./index').then(m => m.DecisionsTab));
const waivers = lazyTab(() => import('./index').then(m => m.WaiversTab));
const campaigns = lazyTab(() => import('./index').then(m => m.CampaignsTab));
const rules = lazyTab(() => import('./index').then(m => m.RulesTab));
const advisor = lazyTab(() => import('../advisorPage').then(m => m.AdvisorTab));

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
          {overview}
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/services" title={t('page.tab.services')}>
          {services}
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/teams" title={t('page.tab.teams')}>
          {teams}
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/checks" title={t('page.tab.checks')}>
          {checks}
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/decisions" title={t('page.tab.decisions')}>
          {decisions}
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/waivers" title={t('page.tab.waivers')}>
          {waivers}
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/campaigns" title={t('page.tab.campaigns')}>
          {campaigns}
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/rules" title={t('page.tab.rules')}>
          {rules}
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/advisor" title={t('page.tab.advisor')}>
          {advisor}
        </TabbedLayout.Route>
      </TabbedLayout>
    </Page>
  );
}
