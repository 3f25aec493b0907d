/**
 * Fact retrievers of Tech Insights for the rules of Paved Road, and Paved Road's results for the pages of Tech Insights.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { pavedRoadModuleTechInsights } from './module';
import { techInsightsPlugin } from './plugin';

export { pavedRoadModuleTechInsights, techInsightsPlugin };

/** The plugin and the module, which need each other. @public */
export default createBackendFeatureLoader({
  loader() {
    return [techInsightsPlugin, pavedRoadModuleTechInsights];
  },
});
