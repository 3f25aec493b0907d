export { DecisionsTab } from './decisions/DecisionsTab';
export { OverviewTab } from './overview/OverviewTab';
export { ServicesTab } from './services/ServicesTab';
export { TeamsTab } from './teams/TeamsTab';
