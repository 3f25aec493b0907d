export { demoMetricsModule } from './module';
