export { demoDecisionsModule, demoMetricsModule } from './module';
