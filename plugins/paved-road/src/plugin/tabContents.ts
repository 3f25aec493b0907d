export { CampaignsTab } from '../pages/campaigns/CampaignsTab';
export { OverviewTab } from '../pages/overview/OverviewTab';
export { ReviewsTab } from '../pages/reviews/ReviewsTab';
export { RulesTab } from '../pages/rules/RulesTab';
export { ServicesTab } from '../pages/services/ServicesTab';
export { TeamsTab } from '../pages/teams/TeamsTab';
export { TitledPredictions } from './TitledPredictions';
