/**
 * Fact retrievers of Tech Insights for the rules of Paved Road, and Paved Road's results for the pages of Tech Insights.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { pavedRoadModuleTechInsights } from './module';
import { techInsightsPlugin } from './plugin';

export { pavedRoadModuleTechInsights, techInsightsPlugin };

/**
 * Both of them; one does nothing without the other.
 *
 * @public
 */
export default createBackendFeatureLoader({
  loader() {
    return [techInsightsPlugin, pavedRoadModuleTechInsights];
  },
});
