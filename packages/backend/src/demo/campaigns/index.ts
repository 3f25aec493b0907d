export { demoCampaignsPlugin } from './plugin';
