import { ReactRouterV6PageRouter } from '@backstage/frontend-adapter-react-router-v6';
import { SubPageBlueprint } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { ReactElement } from 'react';
import { pavedRoadTranslationRef } from '../translation';

const inPage = (content: ReactElement) => (
  <ReactRouterV6PageRouter>
    <main>
      <Container py="4">{content}</Container>
    </main>
  </ReactRouterV6PageRouter>
);

const overview = SubPageBlueprint.make({
  name: 'overview',
  params: {
    path: 'overview',
    title: pavedRoadTranslationRef('page.tab.overview'),
    loader: () => import('../governance').then(m => inPage(<m.OverviewTab />)),
  },
});

const services = SubPageBlueprint.make({
  name: 'services',
  params: {
    path: 'services',
    title: pavedRoadTranslationRef('page.tab.services'),
    loader: () => import('../governance').then(m => inPage(<m.ServicesTab />)),
  },
});

const teams = SubPageBlueprint.make({
  name: 'teams',
  params: {
    path: 'teams',
    title: pavedRoadTranslationRef('page.tab.teams'),
    loader: () => import('../governance').then(m => inPage(<m.TeamsTab />)),
  },
});

const checks = SubPageBlueprint.make({
  name: 'checks',
  params: {
    path: 'checks',
    title: pavedRoadTranslationRef('page.tab.checks'),
    loader: () => import('../governance').then(m => inPage(<m.ChecksTab />)),
  },
});

const decisions = SubPageBlueprint.make({
  name: 'decisions',
  params: {
    path: 'decisions',
    title: pavedRoadTranslationRef('page.tab.decisions'),
    loader: () => import('../governance').then(m => inPage(<m.DecisionsTab />)),
  },
});

const waivers = SubPageBlueprint.make({
  name: 'waivers',
  params: {
    path: 'waivers',
    title: pavedRoadTranslationRef('page.tab.waivers'),
    loader: () => import('../governance').then(m => inPage(<m.WaiversTab />)),
  },
});

const campaigns = SubPageBlueprint.make({
  name: 'campaigns',
  params: {
    path: 'campaigns',
    title: pavedRoadTranslationRef('page.tab.campaigns'),
    loader: () => import('../governance').then(m => inPage(<m.CampaignsTab />)),
  },
});

const rules = SubPageBlueprint.make({
  name: 'rules',
  params: {
    path: 'rules',
    title: pavedRoadTranslationRef('page.tab.rules'),
    loader: () => import('../governance').then(m => inPage(<m.RulesTab />)),
  },
});

const advisor = SubPageBlueprint.make({
  name: 'advisor',
  params: {
    path: 'advisor',
    title: pavedRoadTranslationRef('page.tab.advisor'),
    loader: () => import('../advisorPage').then(m => inPage(<m.AdvisorTab />)),
  },
});

/** The tabs of the Paved Road page, in their order. */
export const pavedRoadSubPages = [
  overview,
  services,
  teams,
  checks,
  decisions,
  waivers,
  campaigns,
  rules,
  advisor,
];
