import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { pavedRoadPermissions } from '@paved-road/plugin-paved-road-common';
import { registerActions } from './actions/registerActions';
import { createAssessments } from './assessments/createAssessments';
import { createCampaigns } from './campaigns/createCampaigns';
import { createScorecardEngine } from './evaluation/createScorecardEngine';
import { createGate } from './gate/createGate';
import { HistoryImport } from './history/HistoryImport';
import { KnexHistoryImportStore } from './history/HistoryImportStore';
import { createSummaries } from './summaries/createSummaries';
import { createMeasured } from './measured/createMeasured';
import { createPreviews } from './preview/createPreviews';
import { assertIngestionPolicy } from './rules/assertIngestionPolicy';
import { ScorecardService } from './scorecards/ScorecardService';
import { createWaivers } from './waivers/createWaivers';
import { KnexWaiverStore } from './waivers/KnexWaiverStore';
import { createBase, createIdentities } from './wiring/createBase';
import { createRouters } from './wiring/createRouters';
import { createRulesAndFacts } from './wiring/createRulesAndFacts';
import { prepareTasks } from './wiring/prepareTasks';
import { registerExtensions, services } from './wiring/platform';
import { subscribeToChanges } from './wiring/subscribeToChanges';

/**
 * Keeps assessments and scorecards of catalog entities.
 *
 * @public
 */
export const pavedRoadPlugin = createBackendPlugin({
  pluginId: 'paved-road',
  register(env) {
    const { collectors, packs, history, places } = registerExtensions(env);

    env.registerInit({
      deps: services,
      async init(platform) {
        const base = await createBase(platform);
        const { knex, lifecycle, fleetSignals } = base;
        const added = {
          collectors: collectors.list(),
          pushed: collectors.pushed(),
          packs: packs.sources(),
        };
        const { rules, ...factual } = createRulesAndFacts({
          ...base,
          ...added,
        });
        const ruled = {
          ...base,
          ...factual,
          rules,
          ...createIdentities({ ...base, rules }),
        };
        const onChanged = (entityRefs: string[]) =>
          fleetSignals.changed('scorecards', entityRefs);

        const assessments = createAssessments(ruled);
        const waiverStore = new KnexWaiverStore(knex);
        const inputs = {
          assessments: assessments.reader,
          waivers: waiverStore,
        };
        const engine = createScorecardEngine({
          ...ruled,
          ...inputs,
          onScorecardsChanged: onChanged,
        });
        const scored = { ...ruled, engine, scorecards: engine.scorecards };
        const scorecards = new ScorecardService({
          ...scored,
          store: engine.scorecards,
        });
        const gate = createGate({
          ...ruled,
          ...inputs,
          drafts: assessments.service,
        });
        const previews = createPreviews(scored);
        const waivers = createWaivers({
          ...ruled,
          store: waiverStore,
          scorecards,
        });
        const campaigns = createCampaigns(scored);
        const measured = createMeasured({
          ...ruled,
          access: assessments.access,
          assessments: assessments.store,
        });
        const { staleCriteria } = assessments;
        const startTasks = prepareTasks({
          ...scored,
          measured,
          previews: previews.store,
          summaries: createSummaries({ ...ruled, ...inputs, staleCriteria }),
          waiverExpiry: waivers.expiry,
          historyImport: new HistoryImport({
            ...scored,
            sources: history.list(),
            store: new KnexHistoryImportStore(knex),
            onImported: onChanged,
          }),
        });

        const { changed } = await base.telemetry.rulePackLoad(() =>
          ruled.rules.start(),
        );
        await assertIngestionPolicy(base.config, ruled.rules);

        base.permissionsRegistry.addPermissions(pavedRoadPermissions);
        const parts = { ...scored, scorecards, gate, previews, campaigns };
        registerActions(parts);
        createRouters({
          ...parts,
          assessments,
          measured: measured.service,
          numbers: measured.numbers,
          waivers,
          waiverStore,
          places,
        }).forEach(router => base.httpRouter.use(router));

        await subscribeToChanges(base.events, engine.triggers);
        base.rootLifecycle.addStartupHook(() => startTasks(changed));
        // Not with the root's, which close the database at the same time.
        lifecycle.addShutdownHook(() => engine.worker.stop());
        lifecycle.addShutdownHook(() => fleetSignals.stop());
        lifecycle.addShutdownHook(() => previews.runner.stop());
      },
    });
  },
});
