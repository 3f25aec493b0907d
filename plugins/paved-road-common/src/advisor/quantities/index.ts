export { assumptions, type Assumption, type AssumptionId } from './assumptions';
export {
  defaultPlatform,
  platforms,
  type PlatformModel,
  type Pricing,
  type Platform,
  type PlatformLimits,
} from './platforms';
