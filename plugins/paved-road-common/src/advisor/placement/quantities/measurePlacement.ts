import { AssumptionSet } from '../../quantities/AssumptionSet';
import { LanguageModels } from '../languageModels';
import { PlacementMeasure } from '../measures';
import { Placement } from '../placements';
import { TokenLoad } from '../TokenLoad';

/** Prices a placement for a load and says how fast it answers. */
export type PlacementMeasurer = (
  placement: Placement,
  load: TokenLoad,
) => PlacementMeasure;

/** Measures placements, and keeps what does not depend on the volume. */
export declare function placementMeasurer(
  models: LanguageModels,
  assume: AssumptionSet,
): PlacementMeasurer;
