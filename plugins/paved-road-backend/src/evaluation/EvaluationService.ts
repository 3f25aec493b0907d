import {
  AuditorService,
  AuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  EvaluationRun,
  evaluationRunPermission,
  EvaluationRuns,
  Scorecard,
  scorecardEvaluatePermission,
} from '@paved-road/plugin-paved-road-common';
import { assertScorable } from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { demandAllowed } from '../records/RecordAccess';
import { audited } from '../records/RecordPublisher';
import { ScorecardService } from '../scorecards/ScorecardService';
import { DueEntityStore } from './DueEntityStore';
import { EvaluationRunStore, StoredRun } from './EvaluationRunStore';
import { EvaluationWorker } from './EvaluationWorker';
import { FleetUpdater } from './FleetUpdater';

/** How long a request waits for facts, in milliseconds. */
const PATIENCE = 20_000;
/** Another request may evaluate the same entity at the same time, with older facts. */
const ATTEMPTS = 3;

/** Collects the facts of an entity on request. */
export interface FactsOnDemand {
  collectNow(entity: Entity, signal: AbortSignal): Promise<void>;
}

/** Counts repositories. */
export interface RepositoryReadings {
  /** All that were ever read, and those read since the detectors last changed. */
  count(): Promise<NonNullable<EvaluationRuns['repositories']>>;
}

/** Evaluates entities and the fleet on request. */
export class EvaluationService {
  constructor(
    private readonly options: {
      scorecards: ScorecardService;
      entities: EntityAccess;
      facts: FactsOnDemand;
      repositories: RepositoryReadings;
      updater: FleetUpdater;
      runs: EvaluationRunStore;
      due: DueEntityStore;
      worker: EvaluationWorker;
      permissions: PermissionsService;
      auth: AuthService;
      auditor: AuditorService;
    },
  ) {}

  /** Collects the facts of an entity, evaluates it, and returns its scorecard. */
  async evaluateNow(entityRef: string, caller: Caller): Promise<Scorecard> {
    assertScorable(entityRef);
    const meta = { actionType: 'evaluate', entityRef };
    return await this.#audited('scorecard-mutate', caller, meta, async () => {
      const entity = await this.options.entities.getVisibleEntity(
        entityRef,
        caller.credentials,
      );
      await this.#demandEvaluate(entityRef, caller);
      await this.options.facts.collectNow(
        entity,
        AbortSignal.timeout(PATIENCE),
      );
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const { changed, saved } = await this.options.updater.refresh([
          entityRef,
        ]);
        if (saved === changed) {
          break;
        }
      }
      return await this.options.scorecards.ofEntity(entity);
    });
  }

  /** Newest first, for everyone who is signed in. Only callers who see all entities get the numbers of entities. */
  async list(
    page: { limit: number; cursor?: string },
    caller: Caller,
  ): Promise<EvaluationRuns> {
    const [{ items, ...rest }, seesAll] = await Promise.all([
      this.options.runs.list(page),
      this.#seesAll(caller),
    ]);
    return {
      ...rest,
      items: items.map(run => present(run, seesAll)),
      ...(seesAll && { repositories: await this.options.repositories.count() }),
    };
  }

  async get(id: string, caller: Caller): Promise<EvaluationRun> {
    return present(await this.#find(id), await this.#seesAll(caller));
  }

  /** @throws ConflictError that names the requested run in progress */
  async start(caller: Caller): Promise<EvaluationRun> {
    const meta = { actionType: 'start' };
    return await this.#audited('evaluation-mutate', caller, meta, async () => {
      await this.#demandRun(caller);
      const run = await this.options.runs.startForAll({
        trigger: 'request',
        requestedBy: this.#findUser(caller),
      });
      void this.options.worker.run();
      return present(run, await this.#seesAll(caller));
    });
  }

  /** @throws ConflictError if it has ended already */
  async cancel(id: string, caller: Caller): Promise<EvaluationRun> {
    const meta = { actionType: 'cancel', id };
    return await this.#audited('evaluation-mutate', caller, meta, async () => {
      await this.#demandRun(caller);
      const cancelled = await this.options.runs.end(id, { state: 'cancelled' });
      const run = await this.#find(id);
      if (!cancelled) {
        throw new ConflictError(`Run ${id} has ended: it is ${run.state}`);
      }
      await this.options.due.cancel(id);
      return present(run, await this.#seesAll(caller));
    });
  }

  async #find(id: string): Promise<StoredRun> {
    const run = await this.options.runs.get(id);
    if (!run) {
      throw new NotFoundError(
        `There is no run ${id}; the history may not go back that far`,
      );
    }
    return run;
  }

  async #seesAll({ credentials }: Caller): Promise<boolean> {
    const { all } = await this.options.entities.getVisibleEntities(credentials);
    return all;
  }

  #findUser({ credentials }: Caller): string | undefined {
    return this.options.auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
  }

  async #demandEvaluate(
    entityRef: string,
    { credentials }: Caller,
  ): Promise<void> {
    await demandAllowed(
      this.options.permissions,
      { permission: scorecardEvaluatePermission, resourceRef: entityRef },
      credentials,
      `You may not evaluate the scorecard of ${entityRef}`,
    );
  }

  async #demandRun({ credentials }: Caller): Promise<void> {
    await demandAllowed(
      this.options.permissions,
      { permission: evaluationRunPermission },
      credentials,
      'You may not start or cancel runs over the fleet',
    );
  }

  async #audited<T>(
    eventId: string,
    { request }: Caller,
    meta: { actionType: string } & JsonObject,
    act: () => Promise<T>,
  ): Promise<T> {
    const severityLevel = eventId === 'evaluation-mutate' ? 'medium' : 'low';
    const event = { eventId, severityLevel, request, meta } as const;
    return await audited(this.options.auditor, event, act);
  }
}

function present(
  { total, done, changed, ...run }: StoredRun,
  seesAll: boolean,
): EvaluationRun {
  return seesAll ? { ...run, total, done, changed } : run;
}
