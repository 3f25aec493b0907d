import { TranslationRef } from '@backstage/core-plugin-api/alpha';
import { advisorTexts } from '../features/advice/texts';
import { advisorPageTexts } from '../pages/advisor/texts';
import { assessmentTexts } from '../pages/architecture/texts';
import { decisionTexts } from '../features/decision/texts';
import { compareTexts } from '../features/compare/texts';
import { compositionTexts } from '../pages/architecture/composition/texts';
import { formTexts } from '../features/form/texts';
import { measuredTexts } from '../features/measured/texts';
import { whatIfTexts } from '../features/whatIf/texts';
import { catalogColumnsTexts } from '../pages/catalog/texts';
import { componentsTexts } from '../ui/components/texts';
import { createTexts } from '../pages/create/texts';
import { templateLinksTexts } from '../features/templateLinks/texts';
import { entityCardTexts } from '../pages/entityCard/texts';
import { fleetTexts } from '../features/fleet/texts';
import { listTexts } from '../features/list/texts';
import { dueTexts } from '../features/campaigns/texts';
import { inboxTexts } from '../features/inbox/texts';
import { governanceTexts } from './texts';
import { campaignsTexts } from '../pages/campaigns/texts';
import { overviewTexts } from '../pages/overview/texts';
import { predictionsTexts } from '../pages/predictions/texts';
import { reviewsTexts } from '../pages/reviews/texts';
import { checksTexts } from '../pages/rules/checksTexts';
import { rulesTexts } from '../pages/rules/texts';
import { runsTexts } from '../pages/rules/runs/texts';
import { servicesTexts } from '../pages/services/texts';
import { teamsTexts } from '../pages/teams/texts';
import { homeTexts } from '../pages/home/texts';
import { levelsTexts } from '../ui/levels/texts';
import { modelsTexts } from '../pages/entityCard/models/texts';
import { patternsTexts } from '../ui/patterns/texts';
import { scorecardTexts } from '../pages/scorecard/texts';
import { checkResultTexts } from '../features/checks/texts';
import { factsTexts } from '../features/facts/texts';
import { searchTexts } from '../pages/search/texts';
import { waiversTexts } from '../features/waivers/texts';
import { createPluginRef } from '../ui/texts/useTexts';

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
  decisionTexts,
  measuredTexts,
  whatIfTexts,
  compareTexts,
  compositionTexts,
  formTexts,
  advisorPageTexts,
  patternsTexts,
  createTexts,
  templateLinksTexts,
  scorecardTexts,
  checkResultTexts,
  factsTexts,
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
  listTexts,
  dueTexts,
  inboxTexts,
  levelsTexts,
  homeTexts,
  catalogColumnsTexts,
  searchTexts,
]);
