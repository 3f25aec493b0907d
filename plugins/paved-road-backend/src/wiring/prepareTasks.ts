import { DateTime } from 'luxon';
import { isErrorWithName } from '@paved-road/plugin-paved-road-common';
import { includesKind, keptKinds } from '../catalog/entityRecord';
import { readCatalogSyncSchedule, readSummarySchedule } from './config';
import { Foundation } from './createFoundation';
import { UseCases } from './createServices';
import { Services } from './platform';

export const tasks = {
  catalogSync: 'catalog-sync',
  rulePacks: 'rule-packs',
  history: 'history',
  historyImport: 'history-import',
  summaries: 'summaries',
  reviewReminders: 'review-reminders',
  evaluation: 'evaluation',
  facts: 'facts',
  factExpiry: 'fact-expiry',
  waiverExpiry: 'waiver-expiry',
  measured: 'measured-decisions',
  modelChecks: 'model-checks',
};

/**
 * Prepares the scheduled tasks.
 *
 * @returns starts them; expects whether the rules differ from those before the start
 * @throws InputError if the config of a schedule is not valid
 */
export function prepareTasks(
  { config, logger, scheduler }: Services,
  foundation: Foundation,
  useCases: UseCases,
): (rulesChanged: boolean) => Promise<void> {
  const { factCollection, rules, settings, stores, telemetry } = foundation;
  const { engine, historyImport, measuredPass, modelCheckPass } = useCases;
  const syncSchedule = readCatalogSyncSchedule(config);
  const summarySchedule = readSummarySchedule(config);

  async function onRulesChanged(): Promise<void> {
    await foundation.expireRepositories();
    await engine.triggers.rulesChanged();
  }

  /** Runs a task soon, unless it is running. */
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
        // Sources that failed are imported again after each pass.
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
      id: tasks.rulePacks,
      scope: 'global',
      frequency: { minutes: 5 },
      timeout: { minutes: 5 },
      async fn(signal) {
        const kinds = keptKinds(rules.current());
        const { changed } = await telemetry.rulePackLoad(() =>
          rules.refresh(signal),
        );
        if (changed) {
          await onRulesChanged();
          // Entities of new kinds have not been read yet.
          if (
            !keptKinds(rules.current()).every(kind => includesKind(kinds, kind))
          ) {
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
        const now = DateTime.utc();
        const before = now.minus(settings.historyRetention).toJSDate();
        await stores.scorecards.purgeTransitions(before);
        await stores.runs.purge(before);
        await stores.factPoints.purge(
          now.minus(settings.factHistoryRetention).toJSDate(),
        );
        await stores.previews.purge(now.minus({ days: 1 }).toJSDate());
      },
    });
    await scheduler.scheduleTask({
      ...summarySchedule,
      id: tasks.summaries,
      scope: 'global',
      fn: signal => useCases.summaries.run(signal),
    });
    await scheduler.scheduleTask({
      id: tasks.reviewReminders,
      scope: 'global',
      frequency: { hours: 1 },
      timeout: { minutes: 10 },
      initialDelay: { minutes: 5 },
      fn: signal => useCases.reviewReminders.run(signal),
    });
    await scheduler.scheduleTask({
      id: tasks.measured,
      scope: 'global',
      // What has not changed costs next to nothing.
      frequency: { minutes: 1 },
      timeout: { minutes: 30 },
      // Facts are collected first.
      initialDelay: { minutes: 1 },
      fn: signal => measuredPass.run(signal),
    });
    await scheduler.scheduleTask({
      id: tasks.modelChecks,
      scope: 'global',
      // For what is left: without any, it is one query.
      frequency: { minutes: 10 },
      timeout: { minutes: 10 },
      fn: signal => modelCheckPass.run(signal),
    });
    // All back ends share the work of the local tasks.
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
        // With the probes of outdated rules, the collector would read too little.
        await rules.sync();
        await factCollection.run(signal);
      },
    });
    // A separate task, because collecting takes as long as the slowest source.
    await scheduler.scheduleTask({
      id: tasks.factExpiry,
      scope: 'local',
      frequency: { seconds: 10 },
      timeout: { minutes: 5 },
      fn: signal => factCollection.endOverdue(signal),
    });
    // In each back end, because a look is cheaper than an election.
    await scheduler.scheduleTask({
      id: tasks.waiverExpiry,
      scope: 'local',
      frequency: { seconds: 3 },
      timeout: { minutes: 5 },
      fn: signal => useCases.waiverExpiry.run(signal),
    });
    // The catalog may have changed while the portal was down.
    trigger(tasks.catalogSync).catch(error =>
      logger.warn('The catalog is read at the next scheduled time', error),
    );
    // The model may have changed as well.
    trigger(tasks.modelChecks).catch(error =>
      logger.warn(
        'Assessments of other models are compared at the next scheduled time',
        error,
      ),
    );
    // Last, because the tasks catch up if a busy database makes this fail.
    if (rulesChanged) {
      await onRulesChanged();
    }
  };
}
