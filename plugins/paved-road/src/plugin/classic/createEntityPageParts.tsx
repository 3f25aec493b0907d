import { EntityLayout, EntitySwitch } from '@backstage/plugin-catalog';
import Grid from '@material-ui/core/Grid';
import { JSX } from 'react';
import {
  EntityArchitectureContent,
  EntityPavedRoadCard,
  EntityScorecardContent,
} from './plugin';
import {
  isArchitectureAvailable,
  isScorecardAvailable,
} from './entityConditions';
import { ARCHITECTURE_PATH, SCORECARD_PATH } from '../../data/routes';

/**
 * What the page of an entity shows of Paved Road.
 *
 * @public
 */
export interface EntityPageParts {
  /** The card for the grid of the overview, if the entity has one. */
  card: JSX.Element;
  /** The Architecture and the Scorecard tab, for an `EntityLayout`. */
  tabs: JSX.Element;
}

/**
 * Parts of the pages of Components and Systems. Each shows itself only for the entities that `pavedRoad.scorecards` in the
 * config selects for it, so all pages of these kinds can have them.
 *
 * @example
 * ```tsx
 * const pavedRoad = createEntityPageParts();
 *
 * const servicePage = (
 *   <EntityLayout>
 *     <EntityLayout.Route path="/" title="Overview">
 *       <Grid container>{pavedRoad.card}</Grid>
 *     </EntityLayout.Route>
 *     {pavedRoad.tabs}
 *   </EntityLayout>
 * );
 * ```
 *
 * @public
 */
export function createEntityPageParts(): EntityPageParts {
  return {
    card: (
      <EntitySwitch>
        <EntitySwitch.Case if={isArchitectureAvailable}>
          <Grid item xs={12} md={6}>
            <EntityPavedRoadCard />
          </Grid>
        </EntitySwitch.Case>
      </EntitySwitch>
    ),
    tabs: (
      <>
        <EntityLayout.Route
          path={ARCHITECTURE_PATH}
          title="Architecture"
          if={isArchitectureAvailable}
        >
          <EntityArchitectureContent />
        </EntityLayout.Route>
        <EntityLayout.Route
          path={SCORECARD_PATH}
          title="Scorecard"
          if={isScorecardAvailable}
        >
          <EntityScorecardContent />
        </EntityLayout.Route>
      </>
    ),
  };
}
