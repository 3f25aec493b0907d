export { CampaignsTab } from './campaigns/CampaignsTab';
export { ChecksTab } from './checks/ChecksTab';
export { DecisionsTab } from './decisions/DecisionsTab';
export { OverviewTab } from './overview/OverviewTab';
export { RulesTab } from './rules/RulesTab';
export { ServicesTab } from './services/ServicesTab';
export { TeamsTab } from './teams/TeamsTab';
export { WaiversTab } from './waivers/WaiversTab';
