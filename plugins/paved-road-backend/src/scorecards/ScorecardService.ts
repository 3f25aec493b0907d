import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { isErrorWithName, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ActiveRules,
  CheckResultOfEntity,
  CheckResultsQuery,
  DecisionModel,
  FactState,
  hasScorecard,
  Page,
  PatternMix,
  Scorecard,
  ScorecardQuery,
  ScorecardsSummary,
  ScorecardSummary,
  ScorecardTransition,
  SummaryQuery,
  Trend,
  TrendQuery,
} from '@paved-road/plugin-paved-road-common';
import { HumanDuration } from '@backstage/types';
import { DateTime, Duration } from 'luxon';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { EntityAccess, VisibleEntities } from '../catalog/types';
import { Caller } from '../http/Caller';
import { RulesSource } from '../rules/types';
import { assertScorable } from './assertScorable';
import { ScorecardPresenter } from './ScorecardPresenter';
import { ExportedScorecard, ScorecardStore } from './ScorecardStore';
import { isByEntities } from './scorecardSummaries';
import { toScorecardFilter } from './toScorecardFilter';

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
  readonly #historyRetention: Duration;
  readonly #now: () => DateTime;

  constructor(options: {
    store: ScorecardStore;
    rules: RulesSource;
    facts: FactStates;
    entities: EntityAccess;
    catalog: CatalogService;
    model: Pick<DecisionModel, 'stageRatings'>;
    /** For how long transitions are kept. */
    historyRetention: HumanDuration;
    /** For tests. */
    now?: () => DateTime;
  }) {
    this.#store = options.store;
    this.#rules = options.rules;
    this.#facts = options.facts;
    this.#presenter = new ScorecardPresenter(options.rules, options.model);
    this.#entities = options.entities;
    this.#catalog = options.catalog;
    this.#historyRetention = Duration.fromObject(options.historyRetention);
    this.#now = options.now ?? (() => DateTime.utc());
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
      toScorecardFilter(filter, this.#rules.current().rules),
      { sort, limit, cursor },
      await this.#entities.getVisibleEntities(credentials),
    );
    return {
      ...page,
      items: page.items.map(item => this.#presenter.summary(item)),
    };
  }

  /**
   * What {@link list} gives on all pages together, some hundred at a time, and each time from the database. Bad
   * filters are refused at once.
   */
  async export(
    { sort, limit, cursor, ...filter }: ScorecardQuery,
    { credentials }: Caller,
  ): Promise<AsyncIterable<ExportedScorecard[]>> {
    return this.#store.export(
      toScorecardFilter(filter, this.#rules.current().rules),
      sort,
      await this.#entities.getVisibleEntities(credentials),
    );
  }

  /**
   * What a check comes to for the entities that the caller may see.
   *
   * @throws NotFoundError when no active rule pack has the check
   */
  async checkResults(
    checkId: string,
    { state, ...page }: CheckResultsQuery,
    { credentials }: Caller,
  ): Promise<Page<CheckResultOfEntity>> {
    const { checks } = this.#rules.current().rules;
    if (!checks.some(({ id }) => id === checkId)) {
      throw new NotFoundError(
        `No check ${checkId} in the active rule packs, see /rule-packs`,
      );
    }
    const { items, ...rest } = await this.#store.listCheckResults(
      { checkId, state },
      page,
      await this.#entities.getVisibleEntities(credentials),
    );
    return {
      ...rest,
      items: items.flatMap(item => this.#presenter.checkResult(item)),
    };
  }

  /** How the scorecards developed that are in scope now and that the caller may see. */
  async trend(
    { days, entity, owner, team, system }: TrendQuery,
    { credentials }: Caller,
  ): Promise<Trend> {
    const { target, rules } = this.#rules.current();
    const scope = toScorecardFilter({ owner, team, system }, rules);
    let visible: VisibleEntities;
    if (entity === undefined) {
      visible = await this.#entities.getVisibleEntities(credentials);
    } else {
      const entityRef = normalizeEntityRef(entity, 'entity', 'component');
      assertScorable(entityRef);
      await this.#entities.getVisibleEntity(entityRef, credentials);
      scope.entityRef = entityRef;
      visible = { all: false, entityRefs: [entityRef] };
    }
    const today = this.#now().toUTC();
    const kept = Math.floor(this.#historyRetention.as('days'));
    const known = await this.#store.trend(scope, visible, {
      first: today.minus({ days: Math.min(days, kept) - 1 }).toISODate()!,
      today: today.toISODate()!,
    });
    return this.#presenter.trend(known, target);
  }

  /** How many services have which pattern at which stage, of those that the caller may see. */
  async patternMix({ credentials }: Caller): Promise<PatternMix> {
    return this.#presenter.patternMix(
      await this.#store.patternMix(
        await this.#entities.getVisibleEntities(credentials),
      ),
    );
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
