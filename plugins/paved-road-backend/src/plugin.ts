import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { pavedRoadPermissions } from '@paved-road/plugin-paved-road-common';
import { registerActions } from './actions/registerActions';
import { withDeadline } from './http/withDeadline';
import { assertIngestionPolicy } from './rules/assertIngestionPolicy';
import { checkInstallation } from './wiring/checkInstallation';
import { createFoundation } from './wiring/createFoundation';
import { createRouters } from './wiring/createRouters';
import { createServices } from './wiring/createServices';
import { prepareTasks } from './wiring/prepareTasks';
import { registerExtensions, services } from './wiring/platform';
import { subscribeToChanges } from './wiring/subscribeToChanges';

/** Stores assessments and scorecards of catalog entities. @public */
export const pavedRoadPlugin = createBackendPlugin({
  pluginId: 'paved-road',
  register(env) {
    const extensions = registerExtensions(env);

    env.registerInit({
      deps: services,
      async init({ permissions, ...others }) {
        const platform = { ...others, permissions: withDeadline(permissions) };
        checkInstallation(platform.logger);
        const foundation = await createFoundation(platform, extensions);
        const { advisor, fleetSignals, rules, telemetry } = foundation;
        const useCases = createServices(platform, extensions, foundation);
        const { engine, gate, previewRunner, scorecards } = useCases;
        const startTasks = prepareTasks(platform, foundation, useCases);

        const { changed } = await telemetry.rulePackLoad(() => rules.start());
        await assertIngestionPolicy(platform.config, rules);

        platform.permissionsRegistry.addPermissions(pavedRoadPermissions);
        registerActions(platform.actionsRegistry, {
          advisor,
          gate,
          rules,
          scorecards,
        });
        createRouters(platform, foundation, useCases).forEach(router =>
          platform.httpRouter.use(router),
        );

        await subscribeToChanges(platform.events, engine.triggers);
        platform.rootLifecycle.addStartupHook(() => startTasks(changed));
        // The root's shutdown hooks close the database at the same time, so they would be too late.
        const { lifecycle } = platform;
        lifecycle.addShutdownHook(() => engine.worker.stop());
        lifecycle.addShutdownHook(() => fleetSignals.stop());
        lifecycle.addShutdownHook(() => previewRunner.stop());
      },
    });
  },
});
