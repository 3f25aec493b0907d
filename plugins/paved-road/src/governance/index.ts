export { CampaignsTab } from './campaigns/CampaignsTab';
export { OverviewTab } from './overview/OverviewTab';
export { PredictionsTab } from './predictions/PredictionsTab';
export { ReviewsTab } from './reviews/ReviewsTab';
export { RulesTab } from './rules/RulesTab';
export { ServicesTab } from './services/ServicesTab';
export { TeamsTab } from './teams/TeamsTab';
