import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';

/** Refuses the values by which app-config.production.yaml marks missing variables. Backstage would use its own defaults. */
export const requireVariables = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  async loader({ config }) {
    const marks = JSON.stringify(config.get()).matchAll(/"([A-Z_]+)\?"/g);
    const missing = new Set(Array.from(marks, ([, name]) => name));
    if (missing.size > 0) {
      throw new Error(
        `Set the environment variables ${[...missing].join(', ')}, see docs/guides/operate.md.`,
      );
    }
    return [];
  },
});
