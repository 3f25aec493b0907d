import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { advisorTexts } from './advisor/texts';
import { advisorPageTexts } from './advisorPage/texts';
import { assessmentTexts } from './assessment/texts';
import { compareTexts } from './assessment/compare/texts';
import { compositionTexts } from './assessment/composition/texts';
import { formTexts } from './assessment/form/texts';
import { measuredTexts } from './assessment/measured/texts';
import { whatIfTexts } from './assessment/whatIf/texts';
import { catalogColumnsTexts } from './catalogColumns/texts';
import { componentsTexts } from './components/texts';
import { createTexts } from './create/texts';
import { entityCardTexts } from './entityCard/texts';
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
import { modelsTexts } from './models/texts';
import { patternsTexts } from './patterns/texts';
import { scorecardTexts } from './scorecard/texts';
import { searchTexts } from './search/texts';
import { waiversTexts } from './waivers/texts';

/**
 * Every text of the plugin that is not data, but for the titles of tabs; questions and reasons come from the core.
 *
 * @public
 */
export const pavedRoadTranslationRef = createTranslationRef({
  id: 'plugin.paved-road',
  messages: {
    ...componentsTexts,
    ...advisorTexts,
    ...assessmentTexts,
    ...measuredTexts,
    ...whatIfTexts,
    ...compareTexts,
    ...compositionTexts,
    ...formTexts,
    ...advisorPageTexts,
    ...patternsTexts,
    ...createTexts,
    ...scorecardTexts,
    ...waiversTexts,
    ...governanceTexts,
    ...overviewTexts,
    ...servicesTexts,
    ...teamsTexts,
    ...checksTexts,
    ...reviewsTexts,
    ...campaignsTexts,
    ...predictionsTexts,
    ...rulesTexts,
    ...runsTexts,
    ...entityCardTexts,
    ...modelsTexts,
    ...homeTexts,
    ...catalogColumnsTexts,
    ...searchTexts,
  },
});
