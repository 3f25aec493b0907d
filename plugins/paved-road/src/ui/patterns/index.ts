export {
  Legend,
  LegendEntry,
  looks,
  patternColors,
  SubjectLegend,
  SubjectTitle,
  type Subject,
} from './patternLooks';
export { PatternPicture } from './PatternPicture';
export { PlacementPicture } from './PlacementPicture';
export { usePatternTitle } from './usePatternTitle';
