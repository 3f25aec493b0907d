import { TranslationRef } from '@backstage/core-plugin-api/alpha';
import { advisorTexts } from './features/advice/texts';
import { advisorPageTexts } from './advisorPage/texts';
import { assessmentTexts } from './assessment/texts';
import { compareTexts } from './assessment/compare/texts';
import { compositionTexts } from './assessment/composition/texts';
import { formTexts } from './features/form/texts';
import { measuredTexts } from './features/measured/texts';
import { whatIfTexts } from './features/whatIf/texts';
import { catalogColumnsTexts } from './catalogColumns/texts';
import { componentsTexts } from './ui/components/texts';
import { createTexts } from './create/texts';
import { entityCardTexts } from './entityCard/texts';
import { fleetTexts } from './features/fleet/texts';
import { governanceTexts } from './governance/texts';
import { campaignsTexts } from './governance/campaigns/texts';
import { overviewTexts } from './governance/overview/texts';
import { predictionsTexts } from './governance/predictions/texts';
import { reviewsTexts } from './governance/reviews/texts';
import { checksTexts } from './governance/rules/checksTexts';
import { rulesTexts } from './governance/rules/texts';
import { runsTexts } from './governance/runs/texts';
import { servicesTexts } from './governance/services/texts';
import { teamsTexts } from './governance/teams/texts';
import { homeTexts } from './home/texts';
import { levelsTexts } from './ui/levels/texts';
import { modelsTexts } from './models/texts';
import { patternsTexts } from './ui/patterns/texts';
import { scorecardTexts } from './scorecard/texts';
import { searchTexts } from './search/texts';
import { waiversTexts } from './features/waivers/texts';
import { createPluginRef } from './ui/texts/useTexts';

/**
 * Translates all texts of the plugin except the titles of tabs. The reference page Texts lists the keys. Questions and
 * reasons come from the decision model and are in English.
 *
 * @public
 */
export const pavedRoadTranslationRef: TranslationRef<
  'plugin.paved-road',
  { [key in string]: string }
> = createPluginRef([
  componentsTexts,
  advisorTexts,
  assessmentTexts,
  measuredTexts,
  whatIfTexts,
  compareTexts,
  compositionTexts,
  formTexts,
  advisorPageTexts,
  patternsTexts,
  createTexts,
  scorecardTexts,
  waiversTexts,
  governanceTexts,
  overviewTexts,
  servicesTexts,
  teamsTexts,
  checksTexts,
  reviewsTexts,
  campaignsTexts,
  predictionsTexts,
  rulesTexts,
  runsTexts,
  entityCardTexts,
  modelsTexts,
  fleetTexts,
  levelsTexts,
  homeTexts,
  catalogColumnsTexts,
  searchTexts,
]);
