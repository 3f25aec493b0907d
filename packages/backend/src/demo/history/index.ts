export { demoHistoryModule } from './module';
export type { HistoryEntry } from './script';
