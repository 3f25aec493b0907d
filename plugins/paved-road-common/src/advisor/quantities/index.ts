export { assumptions, type Assumption, type AssumptionId } from './assumptions';
export {
  defaultPlatform,
  platforms,
  type Platform,
  type PlatformLimits,
} from './platforms';
