import {
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { isErrorWithName } from '@backstage/errors';
import { DateTime } from 'luxon';
import { isOneOf, keptKinds } from '../catalog/entityRecord';
import { ScorecardEngine } from '../evaluation/createScorecardEngine';
import { FactCollection } from '../facts/FactCollection';
import { FactPointStore } from '../facts/FactPointStore';
import { HistoryImport } from '../history/HistoryImport';
import { MeasuredPass } from '../measured/MeasuredPass';
import { PreviewStore } from '../preview/PreviewStore';
import { RulePackRegistry } from '../rules/RulePackRegistry';
import { TeamSummaries } from '../summaries/TeamSummaries';
import { Telemetry } from '../telemetry/Telemetry';
import { WaiverExpiry } from '../waivers/WaiverExpiry';
import {
  readCatalogSyncSchedule,
  readFactHistoryRetention,
  readHistoryRetention,
  readRulePacksSchedule,
  readSummarySchedule,
} from './config';

/** The ids of the tasks, by which they can be triggered. */
export const tasks = {
  catalogSync: 'catalog-sync',
  rulePacks: 'rule-packs',
  history: 'history',
  historyImport: 'history-import',
  summaries: 'summaries',
  evaluation: 'evaluation',
  facts: 'facts',
  factExpiry: 'fact-expiry',
  waiverExpiry: 'waiver-expiry',
  measured: 'measured-decisions',
};

/**
 * Prepares what is done from time to time.
 *
 * @returns starts it; tell whether other rules are active than before
 * @throws InputError when the config of a schedule is not valid
 */
export function prepareTasks(options: {
  config: Config;
  engine: ScorecardEngine;
  factCollection: FactCollection;
  factPoints: FactPointStore;
  rules: RulePackRegistry;
  previews: PreviewStore;
  /** See `createRulesAndFacts`. */
  expireRepositories: () => Promise<void>;
  summaries: TeamSummaries;
  waiverExpiry: WaiverExpiry;
  historyImport: HistoryImport;
  measured: {
    pass: MeasuredPass;
    schedule: SchedulerServiceTaskScheduleDefinition;
  };
  logger: LoggerService;
  scheduler: SchedulerService;
  telemetry: Telemetry;
}): (rulesChanged: boolean) => Promise<void> {
  const {
    config,
    engine,
    factCollection,
    rules,
    historyImport,
    logger,
    scheduler,
  } = options;
  const syncSchedule = readCatalogSyncSchedule(config);
  const rulesSchedule = readRulePacksSchedule(config);
  const summarySchedule = readSummarySchedule(config);
  const retention = readHistoryRetention(config);
  const factRetention = readFactHistoryRetention(config);

  async function onRulesChanged(): Promise<void> {
    await options.expireRepositories();
    await engine.triggers.rulesChanged();
  }

  /** Has a task done soon; one that is under way does not end sooner. */
  async function trigger(id: string): Promise<void> {
    try {
      await scheduler.triggerTask(id);
    } catch (error) {
      if (!isErrorWithName(error, 'ConflictError')) {
        throw error;
      }
    }
  }

  return async rulesChanged => {
    await scheduler.scheduleTask({
      ...syncSchedule,
      id: tasks.catalogSync,
      scope: 'global',
      async fn(signal) {
        const hasAll = await engine.sync.run(signal);
        // Where something failed, again after each pass.
        if (hasAll && historyImport.hasSources) {
          await trigger(tasks.historyImport);
        }
      },
    });
    if (historyImport.hasSources) {
      await scheduler.scheduleTask({
        id: tasks.historyImport,
        scope: 'global',
        frequency: { trigger: 'manual' },
        timeout: { hours: 6 },
        fn: signal => historyImport.run(signal),
      });
    }
    await scheduler.scheduleTask({
      ...rulesSchedule,
      id: tasks.rulePacks,
      scope: 'global',
      async fn(signal) {
        const kinds = keptKinds(rules.current());
        const { changed } = await options.telemetry.rulePackLoad(() =>
          rules.refresh(signal),
        );
        if (changed) {
          await onRulesChanged();
          // Of these, nothing has been read yet.
          if (!keptKinds(rules.current()).every(kind => isOneOf(kinds, kind))) {
            await trigger(tasks.catalogSync);
          }
        }
      },
    });
    await scheduler.scheduleTask({
      id: tasks.history,
      scope: 'global',
      frequency: { days: 1 },
      timeout: { hours: 1 },
      initialDelay: { minutes: 10 },
      async fn() {
        const before = DateTime.utc().minus(retention).toJSDate();
        await engine.scorecards.purgeTransitions(before);
        await engine.runs.purge(before);
        await options.factPoints.purge(
          DateTime.utc().minus(factRetention).toJSDate(),
        );
        // Whoever looks at one acts on it the same day.
        await options.previews.purge(
          DateTime.utc().minus({ days: 1 }).toJSDate(),
        );
      },
    });
    await scheduler.scheduleTask({
      ...summarySchedule,
      id: tasks.summaries,
      scope: 'global',
      fn: signal => options.summaries.run(signal),
    });
    await scheduler.scheduleTask({
      ...options.measured.schedule,
      id: tasks.measured,
      scope: 'global',
      fn: signal => options.measured.pass.run(signal),
    });
    // All back ends share these.
    await scheduler.scheduleTask({
      id: tasks.evaluation,
      scope: 'local',
      frequency: { seconds: 3 },
      timeout: { hours: 1 },
      fn: () => engine.worker.run(),
    });
    await scheduler.scheduleTask({
      id: tasks.facts,
      scope: 'local',
      frequency: { seconds: 10 },
      timeout: { hours: 1 },
      async fn(signal) {
        // By old probes, less would be read than the rules of today ask for, and count as fresh.
        await rules.sync();
        await factCollection.run(signal);
      },
    });
    // Not with those that are collected, which takes as long as the slowest source.
    await scheduler.scheduleTask({
      id: tasks.factExpiry,
      scope: 'local',
      frequency: { seconds: 10 },
      timeout: { minutes: 5 },
      fn: signal => factCollection.endOverdue(signal),
    });
    // In each of them, because to look is cheaper than to agree on who does; see WaiverExpiry.
    await scheduler.scheduleTask({
      id: tasks.waiverExpiry,
      scope: 'local',
      frequency: { seconds: 3 },
      timeout: { minutes: 5 },
      fn: signal => options.waiverExpiry.run(signal),
    });
    // The catalog may have changed while the portal was down.
    trigger(tasks.catalogSync).catch(error =>
      logger.warn('The catalog is read at the next scheduled time', error),
    );
    // Last, because the tasks make right what this cannot do when a database is busy.
    if (rulesChanged) {
      await onRulesChanged();
    }
  };
}
