import { ComponentType, PropsWithChildren } from 'react';

/** A tab of the Paved Road page; its code loads when it is opened. */
export interface PavedRoadTab {
  /** Path below the page, and name of the extension. */
  path: string;
  title: `tab.${'overview' | 'services' | 'teams' | 'reviews' | 'campaigns' | 'rules' | 'advisor'}`;
  load: () => Promise<ComponentType<PropsWithChildren>>;
}

/** The first tab; its children are further sections. */
export const overviewTab: PavedRoadTab = {
  path: 'overview',
  title: 'tab.overview',
  load: () => import('./tabContents').then(m => m.OverviewTab),
};

/** A section of the overview, which used to be a tab. Links and app-configs name its path. */
export const predictionsSection = {
  path: 'predictions',
  title: 'tab.predictions',
  load: () => import('./tabContents').then(m => m.TitledPredictions),
} as const;

/** The tabs of the Paved Road page in both frontend systems, in order. */
export const pavedRoadTabs: PavedRoadTab[] = [
  overviewTab,
  {
    path: 'services',
    title: 'tab.services',
    load: () => import('./tabContents').then(m => m.ServicesTab),
  },
  {
    path: 'teams',
    title: 'tab.teams',
    load: () => import('./tabContents').then(m => m.TeamsTab),
  },
  {
    path: 'reviews',
    title: 'tab.reviews',
    load: () => import('./tabContents').then(m => m.ReviewsTab),
  },
  {
    path: 'campaigns',
    title: 'tab.campaigns',
    load: () => import('./tabContents').then(m => m.CampaignsTab),
  },
  {
    path: 'rules',
    title: 'tab.rules',
    load: () => import('./tabContents').then(m => m.RulesTab),
  },
];

/** The advisor has no tab; Create and the page header link to it. */
export const advisorPage: PavedRoadTab = {
  path: 'advisor',
  title: 'tab.advisor',
  load: () => import('../pages/advisor').then(m => m.AdvisorTab),
};
