import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, isErrorWithName, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ActiveRules,
  FactState,
  hasScorecard,
  noLevel,
  Page,
  Scorecard,
  ScorecardQuery,
  ScorecardsSummary,
  ScorecardSummary,
  ScorecardTransition,
  SummaryQuery,
} from '@paved-road/plugin-paved-road-common';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { RulesSource } from '../rules/types';
import { assertScorable } from './assertScorable';
import { ScorecardPresenter } from './ScorecardPresenter';
import { ScorecardFilter, ScorecardStore } from './ScorecardStore';
import { isByEntities } from './scorecardSummaries';

/** Knows what the collectors know of an entity. */
export interface FactStates {
  statesOf(entityRef: string): Promise<FactState[]>;
}

/** The use cases of those who read scorecards. */
export class ScorecardService {
  readonly #store: ScorecardStore;
  readonly #rules: RulesSource;
  readonly #facts: FactStates;
  readonly #presenter: ScorecardPresenter;
  readonly #entities: EntityAccess;
  readonly #catalog: CatalogService;

  constructor(options: {
    store: ScorecardStore;
    rules: RulesSource;
    facts: FactStates;
    entities: EntityAccess;
    catalog: CatalogService;
  }) {
    this.#store = options.store;
    this.#rules = options.rules;
    this.#facts = options.facts;
    this.#presenter = new ScorecardPresenter(options.rules);
    this.#entities = options.entities;
    this.#catalog = options.catalog;
  }

  /** @throws NotFoundError when the entity may not be seen or has no scorecard, and says which */
  async get(entityRef: string, { credentials }: Caller): Promise<Scorecard> {
    assertScorable(entityRef);
    return await this.ofEntity(
      await this.#entities.getVisibleEntity(entityRef, credentials),
    );
  }

  /**
   * The scorecard of an entity that the caller may see.
   *
   * @throws NotFoundError when it has none, and says why
   */
  async ofEntity(entity: Entity): Promise<Scorecard> {
    const entityRef = stringifyEntityRef(entity);
    const { rules } = this.#rules.current();
    if (!hasScorecard(rules, entity)) {
      throw new NotFoundError(
        `${entityRef} has no scorecard, because no rule pack selects it (active: ${rules.packs
          .map(({ reference }) => reference.name)
          .join(', ')})`,
      );
    }
    const [stored, facts] = await Promise.all([
      this.#store.get(entityRef),
      this.#facts.statesOf(entityRef),
    ]);
    if (!stored) {
      throw new NotFoundError(
        `${entityRef} has not been evaluated yet; it will be when the catalog is read next, or now with POST to the same path`,
      );
    }
    return this.#presenter.scorecard(stored, facts);
  }

  /** Scorecards of all entities that the caller may see. */
  async list(
    { sort, limit, cursor, ...filter }: ScorecardQuery,
    { credentials }: Caller,
  ): Promise<Page<ScorecardSummary>> {
    const page = await this.#store.list(
      this.#toFilter(filter),
      { sort, limit, cursor },
      await this.#entities.getVisibleEntities(credentials),
    );
    return {
      ...page,
      items: page.items.map(item => this.#presenter.summary(item)),
    };
  }

  /** Figures over all entities that the caller may see. */
  async summary(
    { groupBy, parent, limit, cursor }: SummaryQuery,
    { credentials }: Caller,
  ): Promise<ScorecardsSummary> {
    const { level, rank } = this.#rules.current().target;
    const page = {
      parent: parent && normalizeEntityRef(parent, 'parent', 'group'),
      limit,
      cursor,
    };
    const { totals, groups, nextCursor } = await this.#store.summarize(
      groupBy,
      rank,
      await this.#entities.getVisibleEntities(credentials),
      page,
    );
    const presented = isByEntities(groupBy)
      ? {
          groups: this.#presenter.entityGroups(
            groups,
            await this.#entityTitles(groups, credentials),
          ),
          nextCursor,
        }
      : this.#presenter.knownGroups(groupBy, groups, page);
    return { groupBy, totals: { ...totals, targetLevel: level }, ...presented };
  }

  /**
   * How the scorecard of an entity changed, newest first. Nobody can say any more who may see an entity that is
   * gone, so its history is for those who see everything.
   */
  async transitions(
    entityRef: string,
    page: { limit: number; cursor?: string },
    { credentials }: Caller,
  ): Promise<Omit<Page<ScorecardTransition>, 'totalItems'>> {
    assertScorable(entityRef);
    try {
      await this.#entities.getVisibleEntity(entityRef, credentials);
    } catch (error) {
      const isHistory =
        isErrorWithName(error, 'NotFoundError') &&
        (await this.#entities.getVisibleEntities(credentials)).all &&
        (await this.#store.transitions(entityRef, { limit: 1 })).items.length;
      if (!isHistory) {
        throw error;
      }
    }
    return await this.#store.transitions(entityRef, page);
  }

  /** The active rule packs, and the facts that they can use. */
  async rules(): Promise<ActiveRules> {
    return await this.#rules.describe();
  }

  #toFilter({
    q,
    owner,
    system,
    ...filter
  }: Omit<ScorecardQuery, 'sort' | 'limit' | 'cursor'>): ScorecardFilter {
    const { levels, checks } = this.#rules.current().rules;
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
    groups: { key: string }[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, string>> {
    const entityRefs = groups
      .map(({ key }) => key)
      .filter(key => key !== 'none');
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
