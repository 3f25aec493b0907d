export {
  Legend,
  LegendEntry,
  looks,
  patternColors,
  PatternLegend,
  patternLooks,
  PatternTitle,
  PlacementLegend,
  placementLooks,
  PlacementTitle,
  type Subject,
} from './patternLooks';
export { PatternPicture } from './PatternPicture';
export { PlacementPicture } from './PlacementPicture';
export { usePatternTitle } from './usePatternTitle';
