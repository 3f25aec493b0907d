import {
  AuditorService,
  AuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  DryRunRequest,
  DryRunResult,
  Page,
  PreviewChange,
  PreviewChangesQuery,
  PreviewRequest,
  rulePreviewPermission,
  RulesPreview,
} from '@paved-road/plugin-paved-road-common';
import { evaluate } from '@paved-road/plugin-paved-road-common/rules';
import { DateTime } from 'luxon';
import { assertScorable, normalizeEntityRef } from '../catalog/entityRecord';
import { toFleetEntity } from '../catalog/FleetEntity';
import { EntityAccess } from '../catalog/types';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { EvaluationInputReader } from '../evaluation/EvaluationInputReader';
import { SharedRules } from '../evaluation/FleetUpdater';
import { identifyActor, Caller } from '../http/Caller';
import { demandAllowed } from '../records/RecordAccess';
import { audited } from '../records/RecordPublisher';
import { RulePackInput } from '../rules/tryRulePack';
import { TriedRules } from '../rules/types';
import { FactStates } from '../scorecards/ScorecardService';
import { presentChange, presentPreview } from './presentPreview';
import { toPreviewRules } from './PreviewRules';
import { PreviewRunner } from './PreviewRunner';
import { PreviewStore } from './PreviewStore';
import { StoredPreview } from './StoredPreview';

/** A page of the catalog takes seconds; a back end silent for this long has died. */
const ABANDONED_AFTER = { minutes: 2 };

export interface PreviewedRules extends SharedRules {
  /** Compiles a rule pack that is not active. */
  tryPack(pack: RulePackInput): Promise<TriedRules>;
  textOf(name: string): string | undefined;
}

/** Previews rules before they are active. Every method needs the permission. */
export class PreviewService {
  constructor(
    private readonly options: {
      rules: PreviewedRules;
      store: PreviewStore;
      runner: PreviewRunner;
      inputs: EvaluationInputReader;
      facts: FactStates;
      index: EntityIndexStore;
      entities: EntityAccess;
      permissions: PermissionsService;
      auth: AuthService;
      auditor: AuditorService;
    },
  ) {}

  /** The YAML of an active rule pack. */
  async packText(name: string, caller: Caller): Promise<string> {
    await this.#demand(caller);
    const text = this.options.rules.textOf(name);
    if (text === undefined) {
      throw new NotFoundError(`No active rule pack ${name}`);
    }
    return text;
  }

  /**
   * Starts a preview and cancels the running one of the caller.
   *
   * @param patience - how long to wait for the preview to end, in milliseconds
   * @throws InvalidRulePackError that has every problem of the pack
   */
  async start(
    { pack }: PreviewRequest,
    patience: number,
    caller: Caller,
  ): Promise<RulesPreview> {
    const meta = { actionType: 'start' };
    const started = await this.#audited(caller, meta, async () => {
      await this.#demand(caller);
      await this.options.rules.sync();
      const tried = await this.options.rules.tryPack(pack);
      return await this.options.runner.start(
        {
          requestedBy: identifyActor(
            this.options.auth,
            caller.credentials,
            'try rule packs',
          ),
          rules: toPreviewRules(tried),
          total: await this.options.index.count(),
        },
        tried,
      );
    });
    await this.options.runner.wait(started.id, patience);
    const now: StoredPreview = (await this.options.store.get(started.id)) ?? {
      // A newer preview of the same person cancels this one, and may remove it.
      ...started,
      state: 'cancelled',
      finishedAt: started.advancedAt,
    };
    return await this.#present(now, caller);
  }

  async get(id: string, caller: Caller): Promise<RulesPreview> {
    await this.#demand(caller);
    return await this.#present(await this.#find(id), caller);
  }

  /** @throws ConflictError if it has ended already */
  async cancel(id: string, caller: Caller): Promise<RulesPreview> {
    const meta = { actionType: 'cancel', id };
    return await this.#audited(caller, meta, async () => {
      await this.#demand(caller);
      await this.#find(id);
      const cancelled = await this.options.store.end(id, {
        state: 'cancelled',
      });
      const preview = await this.#find(id);
      if (!cancelled) {
        throw new ConflictError(
          `Preview ${id} has ended: it is ${preview.state}`,
        );
      }
      this.options.runner.abort(id);
      return await this.#present(preview, caller);
    });
  }

  async changes(
    id: string,
    { kind, check, ...page }: PreviewChangesQuery,
    caller: Caller,
  ): Promise<Page<PreviewChange>> {
    await this.#demand(caller);
    const { rules } = await this.#find(id);
    const position = rules.checks.findIndex(({ checkId }) => checkId === check);
    if (check !== undefined && position === -1) {
      throw new InputError(
        `check: ${JSON.stringify(check)} is not a check of the preview`,
      );
    }
    const found = await this.options.store.changes(
      id,
      { kind, check: check === undefined ? undefined : position },
      page,
      await this.options.entities.getVisibleEntities(caller.credentials),
    );
    return {
      ...found,
      items: found.items.map(item => presentChange(item, rules)),
    };
  }

  /**
   * The result of one check for one visible entity, on what is known now. Stores nothing.
   *
   * @throws NotFoundError if the caller may not see the entity
   * @throws InputError if the pack is broken, or has no such check for the entity
   */
  async dryRun(request: DryRunRequest, caller: Caller): Promise<DryRunResult> {
    const { entityRef, checkId } = request;
    const meta = { actionType: 'dry-run', entityRef, checkId };
    return await this.#audited(caller, meta, async () => {
      await this.#demand(caller);
      await this.options.rules.sync();
      return await this.#dryRun(request, caller);
    });
  }

  async #dryRun(
    { entityRef: ref, checkId, pack }: DryRunRequest,
    { credentials }: Caller,
  ): Promise<DryRunResult> {
    const entityRef = normalizeEntityRef(ref, 'entityRef', 'component');
    assertScorable(entityRef);
    const { rules } = pack
      ? (await this.options.rules.tryPack(pack)).tried
      : this.options.rules.current();
    if (!rules.checks.some(({ id }) => id === checkId)) {
      throw new InputError(
        `checkId: ${JSON.stringify(checkId)} is not a check of ${pack ? 'these' : 'the active'} rule packs`,
      );
    }
    const entity = toFleetEntity(
      await this.options.entities.getVisibleEntity(entityRef, credentials),
    );
    const subject = await this.options.inputs.readSubject(entity, rules);
    const result = evaluate(rules, subject)?.results.find(
      found => found.checkId === checkId,
    );
    if (!result) {
      throw new InputError(
        `entityRef: the rule pack with the check ${checkId} does not apply to ${entity.entityRef}`,
      );
    }
    const facts = await this.options.facts.statesOf(entity.entityRef);
    return {
      result,
      facts: facts.filter(({ name }) => result.facts.includes(name)),
    };
  }

  async #find(id: string): Promise<StoredPreview> {
    const preview = await this.options.store.get(id);
    if (!preview) {
      throw new NotFoundError(
        `There is no preview ${id}; previews are kept for a day, start it again`,
      );
    }
    const isAbandoned =
      preview.state === 'running' &&
      DateTime.fromISO(preview.advancedAt).plus(ABANDONED_AFTER) <
        DateTime.utc();
    if (!isAbandoned) {
      return preview;
    }
    await this.options.store.end(id, {
      state: 'failed',
      problem:
        'The back end that computed it stopped responding; start it again.',
    });
    return await this.#find(id);
  }

  async #present(
    preview: StoredPreview,
    { credentials }: Caller,
  ): Promise<RulesPreview> {
    const visible = await this.options.entities.getVisibleEntities(credentials);
    return presentPreview(
      preview,
      await this.options.store.figures(preview.id, visible),
      visible.all,
    );
  }

  async #demand({ credentials }: Caller): Promise<void> {
    await demandAllowed(
      this.options.permissions,
      { permission: rulePreviewPermission },
      credentials,
      'You may not preview rule packs',
    );
  }

  async #audited<T>(
    { request }: Caller,
    meta: { actionType: string } & JsonObject,
    act: () => Promise<T>,
  ): Promise<T> {
    const event = { eventId: 'rules-preview', request, meta };
    return await audited(this.options.auditor, event, act);
  }
}
