export {
  Legend,
  LegendEntry,
  patternColors,
  PatternLegend,
  patternLooks,
  PatternTitle,
} from './patternLooks';
export { PatternPicture } from './PatternPicture';
