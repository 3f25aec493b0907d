import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import {
  Placement,
  placements,
} from '../../../plugins/paved-road-common/src/advisor/profile/placements';
import {
  Blunders,
  countBy,
  countDominated,
  isBeaten,
  Contest,
} from '../generated';
import { generatedProfiles, NamedProfile } from '../profiles';
import { askedWithModel, placementSlices } from './profiles';
import { QuickPlacement, QuickPlacements, quickPlacer } from './quickPlacement';

export interface PlacementSliceCount {
  title: string;
  profiles: number;
  placements: Record<Placement, number>;
  /** Profiles whose answers rule out all of them. */
  none: number;
}

export interface GeneratedPlacements {
  profiles: number;
  slices: PlacementSliceCount[];
  /** `missed` in more than half of the calls. */
  blunders: Blunders;
}

type Placed = NamedProfile & { found: QuickPlacements };

function sliceCounts(placed: readonly Placed[]): PlacementSliceCount[] {
  return placementSlices.map(({ title, includes }) => {
    const inside = placed.filter(({ profile }) => includes(profile));
    return {
      title,
      profiles: inside.length,
      placements: countBy(placements, inside, ({ found }) => found.winner),
      none: inside.filter(({ found }) => !found.winner).length,
    };
  });
}

const toContest = ({
  winner,
  placements: found,
}: QuickPlacements): Contest<QuickPlacement> => ({
  winner: winner && found[winner],
  others: placements
    .filter(placement => placement !== winner && found[placement].eligible)
    .map(placement => found[placement]),
});

function countBlunders(all: readonly Placed[], model: DecisionModel): Blunders {
  const withoutCost = quickPlacer(model, { 'model-cost': 0 });
  const placed = all.map(({ profile, found }) => ({
    profile,
    contest: toContest(found),
  }));
  return {
    dominated: countDominated(placed, profile => {
      const fits = withoutCost(profile).placements;
      return ({ placement }) => fits[placement].fit;
    }),
    missed: placed.filter(
      ({ contest }) => isBeaten(contest) && contest.winner?.missesClearly,
    ).length,
  };
}

export function countGeneratedPlacements(
  model: DecisionModel,
): GeneratedPlacements {
  const place = quickPlacer(model);
  const placed = generatedProfiles(undefined, askedWithModel).map(one => ({
    ...one,
    found: place(one.profile),
  }));
  return {
    profiles: placed.length,
    slices: sliceCounts(placed),
    blunders: countBlunders(placed, model),
  };
}
