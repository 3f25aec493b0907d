import { ComponentType, PropsWithChildren } from 'react';

/** A tab of the Paved Road page; its code loads when it is opened. */
export interface PavedRoadTab {
  /** Path below the page, and name of the extension. */
  path: string;
  title: `tab.${'overview' | 'services' | 'teams' | 'reviews' | 'campaigns' | 'rules' | 'advisor'}`;
  /** Shown while the code loads. */
  skeleton: 'cards' | 'list';
  load: () => Promise<ComponentType<PropsWithChildren>>;
}

/** The first tab; its children are further sections. */
export const overviewTab: PavedRoadTab = {
  path: 'overview',
  title: 'tab.overview',
  skeleton: 'cards',
  load: () => import('../pages/overview/OverviewTab').then(m => m.OverviewTab),
};

/** A section of the overview, which used to be a tab. Links and app-configs name its path. */
export const predictionsSection = {
  path: 'predictions',
  title: 'tab.predictions',
  load: () => import('./TitledPredictions').then(m => m.TitledPredictions),
} as const;

/** The tabs of the Paved Road page in both frontend systems, in order. */
export const pavedRoadTabs: PavedRoadTab[] = [
  overviewTab,
  {
    path: 'services',
    title: 'tab.services',
    skeleton: 'list',
    load: () =>
      import('../pages/services/ServicesTab').then(m => m.ServicesTab),
  },
  {
    path: 'teams',
    title: 'tab.teams',
    skeleton: 'list',
    load: () => import('../pages/teams/TeamsTab').then(m => m.TeamsTab),
  },
  {
    path: 'reviews',
    title: 'tab.reviews',
    skeleton: 'cards',
    load: () => import('../pages/reviews/ReviewsTab').then(m => m.ReviewsTab),
  },
  {
    path: 'campaigns',
    title: 'tab.campaigns',
    skeleton: 'cards',
    load: () =>
      import('../pages/campaigns/CampaignsTab').then(m => m.CampaignsTab),
  },
  {
    path: 'rules',
    title: 'tab.rules',
    skeleton: 'cards',
    load: () => import('../pages/rules/RulesTab').then(m => m.RulesTab),
  },
];

/** The advisor has no tab; Create and the page header link to it. */
export const advisorPage: PavedRoadTab = {
  path: 'advisor',
  title: 'tab.advisor',
  skeleton: 'cards',
  load: () => import('../pages/advisor/AdvisorTab').then(m => m.AdvisorTab),
};
