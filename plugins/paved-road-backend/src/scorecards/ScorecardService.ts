import {
  AuditorService,
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  InputError,
  NotAllowedError,
  NotFoundError,
  toError,
} from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  hasScorecard,
  noLevel,
  Page,
  RulePack,
  Scorecard,
  scorecardEvaluatePermission,
  ScorecardQuery,
  ScorecardsSummary,
  ScorecardSummary,
  SummaryGrouping,
} from '@paved-road/plugin-paved-road-common';
import { CatalogSyncListener, newSyncId } from '../catalog/CatalogSync';
import {
  assessableKinds,
  isAssessableKind,
  normalizeEntityRef,
  toEntityRecord,
} from '../catalog/entityRecord';
import { EntityAccess, EntityIndexStore } from '../catalog/types';
import { Caller } from '../http/Caller';
import { ScorecardRules } from './loadScorecardRules';
import { ScorecardEvaluator } from './ScorecardEvaluator';
import { ScorecardPresenter } from './ScorecardPresenter';
import { ScorecardFilter, ScorecardStore } from './ScorecardStore';

/** The use cases of scorecards. */
export class ScorecardService implements CatalogSyncListener {
  readonly #store: ScorecardStore;
  readonly #rules: ScorecardRules;
  readonly #evaluator: ScorecardEvaluator;
  readonly #presenter: ScorecardPresenter;
  readonly #entities: EntityAccess;
  readonly #index: EntityIndexStore;
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;
  readonly #auth: AuthService;
  readonly #auditor: AuditorService;

  constructor(options: {
    store: ScorecardStore;
    rules: ScorecardRules;
    evaluator: ScorecardEvaluator;
    entities: EntityAccess;
    index: EntityIndexStore;
    catalog: CatalogService;
    permissions: PermissionsService;
    auth: AuthService;
    auditor: AuditorService;
  }) {
    this.#store = options.store;
    this.#rules = options.rules;
    this.#evaluator = options.evaluator;
    this.#presenter = new ScorecardPresenter(options.rules.rules);
    this.#entities = options.entities;
    this.#index = options.index;
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
    this.#auth = options.auth;
    this.#auditor = options.auditor;
  }

  async evaluatePage(entities: Entity[]): Promise<void> {
    const scorecards = await this.#evaluator.evaluate(entities);
    await this.#store.save(scorecards);
    const evaluated = new Set(scorecards.map(({ entityRef }) => entityRef));
    await this.#store.remove(
      entities
        .map(entity => stringifyEntityRef(entity))
        .filter(entityRef => !evaluated.has(entityRef)),
    );
  }

  async removeEntities(entityRefs: string[]): Promise<void> {
    await this.#store.remove(entityRefs);
  }

  /**
   * Evaluates entities again because what is known of them has changed; references of entities that
   * are not in the catalog are left alone. Nobody's permission is asked.
   */
  async refresh(entityRefs: string[]): Promise<void> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...new Set(entityRefs)] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    await this.#evaluateIndexed(items.filter(entity => entity !== undefined));
  }

  /** Evaluates an entity on behalf of somebody. */
  async evaluateNow(entityRef: string, caller: Caller): Promise<Scorecard> {
    assertScorable(entityRef);
    const event = await this.#auditor.createEvent({
      eventId: 'scorecard-mutate',
      severityLevel: 'low',
      request: caller.request,
      meta: { actionType: 'evaluate', entityRef },
    });
    try {
      const entity = await this.#entities.getVisibleEntity(
        entityRef,
        caller.credentials,
      );
      await this.#demandEvaluate(entityRef, caller.credentials);
      await this.#evaluateIndexed([entity]);
      const scorecard = await this.#demandStored(entity);
      await event.success();
      return scorecard;
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  }

  /** @throws NotFoundError when the entity may not be seen or has no scorecard, and says which */
  async get(entityRef: string, caller: Caller): Promise<Scorecard> {
    assertScorable(entityRef);
    return await this.#demandStored(
      await this.#entities.getVisibleEntity(entityRef, caller.credentials),
    );
  }

  /** Scorecards of all entities that the caller may see. */
  async list(
    { sort, limit, cursor, ...filter }: ScorecardQuery,
    caller: Caller,
  ): Promise<Page<ScorecardSummary>> {
    const page = await this.#store.list(
      this.#toFilter(filter),
      { sort, limit, cursor },
      await this.#entities.getVisibleEntities(caller.credentials),
    );
    return {
      ...page,
      items: page.items.map(item => this.#presenter.summary(item)),
    };
  }

  /** Figures over all entities that the caller may see. */
  async summary(
    groupBy: SummaryGrouping,
    caller: Caller,
  ): Promise<ScorecardsSummary> {
    const { level, rank } = this.#rules.target;
    const { totals, groups } = await this.#store.summarize(
      groupBy,
      rank,
      await this.#entities.getVisibleEntities(caller.credentials),
    );
    const titles =
      groupBy === 'owner' || groupBy === 'system'
        ? await this.#entityTitles(
            groups.map(({ key }) => key).filter(key => key !== 'none'),
            caller.credentials,
          )
        : new Map<string, string>();
    return {
      groupBy,
      totals: { ...totals, targetLevel: level },
      groups: this.#presenter.groups(groupBy, groups, titles),
    };
  }

  /** The active rule packs. */
  rulePacks(): RulePack[] {
    return this.#rules.packs;
  }

  async #evaluateIndexed(entities: Entity[]): Promise<void> {
    const scorable = entities.filter(({ kind }) => isAssessableKind(kind));
    // A scorecard belongs to an entity of the index, which may be new to it.
    await this.#index.upsert(scorable.map(toEntityRecord), newSyncId());
    await this.evaluatePage(scorable);
  }

  async #demandStored(entity: Entity): Promise<Scorecard> {
    const entityRef = stringifyEntityRef(entity);
    if (!hasScorecard(this.#rules.rules, entity)) {
      throw new NotFoundError(
        `${entityRef} has no scorecard, because no rule pack selects it (active: ${this.#rules.packs
          .map(({ metadata }) => metadata.name)
          .join(', ')})`,
      );
    }
    const stored = await this.#store.get(entityRef);
    if (!stored) {
      throw new NotFoundError(
        `${entityRef} has not been evaluated yet; it will be when the catalog is read next, or now with POST to the same path`,
      );
    }
    return this.#presenter.scorecard(stored);
  }

  async #demandEvaluate(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [{ result }] = await this.#permissions.authorize(
      [{ permission: scorecardEvaluatePermission, resourceRef: entityRef }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not evaluate the scorecard of ${entityRef}`,
      );
    }
  }

  #toFilter({
    q,
    owner,
    system,
    ...filter
  }: Omit<ScorecardQuery, 'sort' | 'limit' | 'cursor'>): ScorecardFilter {
    const { levels, checks } = this.#rules.rules;
    const levelIds = [noLevel, ...levels.map(({ id }) => id)];
    if (filter.level !== undefined && !levelIds.includes(filter.level)) {
      throw new InputError(
        `level: ${JSON.stringify(filter.level)} is not a level, use one of ${levelIds.join(', ')}`,
      );
    }
    if (
      filter.check !== undefined &&
      !checks.some(({ id }) => id === filter.check)
    ) {
      throw new InputError(
        `check: ${JSON.stringify(filter.check)} is not a check of the active rule packs, see /rule-packs`,
      );
    }
    return {
      ...filter,
      owner: owner && normalizeEntityRef(owner, 'owner', 'group'),
      system: system && normalizeEntityRef(system, 'system', 'system'),
      text: q?.trim() || undefined,
    };
  }

  /** Titles as far as the caller may see the entities, by reference. */
  async #entityTitles(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, string>> {
    if (entityRefs.length === 0) {
      return new Map();
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs, fields: ['metadata.title', 'spec.profile'] },
      { credentials },
    );
    return new Map(
      items.flatMap((entity, index) => {
        const title = entity && displayNameOf(entity);
        return title ? [[entityRefs[index], title]] : [];
      }),
    );
  }
}

function displayNameOf({ metadata, spec }: Entity): string | undefined {
  const profile = spec?.profile as { displayName?: string } | undefined;
  return profile?.displayName ?? metadata?.title;
}

function assertScorable(entityRef: string): void {
  const { kind } = parseEntityRef(entityRef);
  if (!isAssessableKind(kind)) {
    throw new InputError(
      `kind: ${JSON.stringify(kind)} has no scorecards, use one of ${assessableKinds.join(', ')}`,
    );
  }
}
