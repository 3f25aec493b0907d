export { CampaignsTab } from '../pages/campaigns/CampaignsTab';
export { OverviewTab } from '../pages/overview/OverviewTab';
export { PredictionsTab } from '../pages/predictions/PredictionsTab';
export { ReviewsTab } from '../pages/reviews/ReviewsTab';
export { RulesTab } from '../pages/rules/RulesTab';
export { ServicesTab } from '../pages/services/ServicesTab';
export { TeamsTab } from '../pages/teams/TeamsTab';
