import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ActiveRules,
  CheckResultOfEntity,
  CheckResultsQuery,
  FactState,
  FailingChecks,
  FailingChecksQuery,
  Page,
  PatternMix,
  Scorecard,
  ScorecardQuery,
  ScorecardsSummary,
  ScorecardSummary,
  ScorecardTransition,
  Standing,
  SummaryQuery,
  Trend,
  TrendQuery,
  isErrorWithName,
} from '@paved-road/plugin-paved-road-common';
import { DecisionModel } from '@paved-road/plugin-paved-road-common/advisor';
import {
  explainSelection,
  hasScorecard,
} from '@paved-road/plugin-paved-road-common/rules';
import { HumanDuration } from '@backstage/types';
import { DateTime, Duration } from 'luxon';
import { AssessmentSummaryStore } from '../assessments/AssessmentSummaryStore';
import {
  assertScorable,
  isAssessable,
  normalizeEntityRef,
} from '../catalog/entityRecord';
import { GroupTitles } from '../catalog/GroupTitles';
import { EntityAccess, VisibleEntities } from '../catalog/types';
import { Caller } from '../http/Caller';
import { RulesSource } from '../rules/types';
import { ScorecardPresenter } from './ScorecardPresenter';
import { ExportedScorecard, ScorecardFilter } from './store/fleetQueries';
import { FleetStore } from './store/FleetStore';
import { ScorecardStore } from './store/ScorecardStore';
import { isByEntities } from './store/scorecardSummaries';
import {
  FilterQuery,
  toScorecardFilter,
  withoutTeamsBelow,
} from './toScorecardFilter';
import { TargetSource } from './types';

export interface FactStates {
  statesOf(entityRef: string): Promise<FactState[]>;
}

/** The use cases of reading scorecards and figures of the fleet. */
export class ScorecardService {
  readonly #presenter: ScorecardPresenter;
  readonly #titles: GroupTitles;
  readonly #historyRetention: Duration;
  readonly #now: () => DateTime;

  constructor(
    private readonly options: {
      store: Pick<ScorecardStore, 'get' | 'transitions'>;
      fleet: FleetStore;
      rules: RulesSource;
      facts: FactStates;
      assessments: Pick<AssessmentSummaryStore, 'standingsFor'>;
      entities: EntityAccess;
      catalog: CatalogService;
      targets: TargetSource;
      auth: Pick<AuthService, 'isPrincipal'>;
      userInfo: UserInfoService;
      model: Pick<DecisionModel, 'stageRatings'>;
      historyRetention: HumanDuration;
      /** For tests. */
      now?: () => DateTime;
    },
  ) {
    this.#presenter = new ScorecardPresenter(options.rules, options.model);
    this.#titles = new GroupTitles(options);
    this.#historyRetention = Duration.fromObject(options.historyRetention);
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /** @throws NotFoundError, with the reason, if the caller may not see the entity or it has no scorecard */
  async get(entityRef: string, { credentials }: Caller): Promise<Scorecard> {
    assertScorable(entityRef);
    return await this.ofEntity(
      await this.options.entities.getVisibleEntity(entityRef, credentials),
    );
  }

  /**
   * The scorecard of an entity that the caller may see.
   *
   * @throws NotFoundError, with the reason, if it has none
   */
  async ofEntity(entity: Entity): Promise<Scorecard> {
    const entityRef = stringifyEntityRef(entity);
    const { rules } = this.options.rules.current();
    if (!hasScorecard(rules, entity)) {
      throw new NotFoundError(
        `${explainSelection(rules, entity)}; ${
          isAssessable(entityRef)
            ? 'pavedRoad.scorecards.filter selects AI services'
            : `the spec.filter of a rule pack can name the kind ${entity.kind}`
        }`,
      );
    }
    const [stored, facts] = await Promise.all([
      this.options.store.get(entityRef),
      this.options.facts.statesOf(entityRef),
    ]);
    if (!stored) {
      throw new NotFoundError(
        `${entityRef} has not been evaluated yet; wait for the next read of the catalog, or evaluate it now with POST to the same path`,
      );
    }
    return this.#presenter.scorecard(stored, facts);
  }

  /** Scorecards of all entities that the caller may see. */
  async list(
    { sort, limit, cursor, ...filter }: ScorecardQuery,
    { credentials }: Caller,
  ): Promise<Page<ScorecardSummary>> {
    const visible = await this.options.entities.getVisibleEntities(credentials);
    const page = await this.options.fleet.list(
      await this.#toFilter(filter, visible, credentials),
      { sort, limit, cursor },
      visible,
    );
    return {
      ...page,
      items: await this.#withStandings(
        page.items.map(item => this.#presenter.summary(item)),
      ),
    };
  }

  /**
   * The failing checks of the services that the caller may see, worst service first.
   *
   * @throws InputError if a service asks for its own entities
   */
  async failingChecks(
    { mine, limit, cursor, ...filter }: FailingChecksQuery,
    { credentials }: Caller,
  ): Promise<Page<FailingChecks>> {
    const visible = await this.options.entities.getVisibleEntities(credentials);
    const page = await this.options.fleet.listFailingChecks(
      {
        ...(await this.#toFilter(filter, visible, credentials)),
        owners: mine ? await this.#findOwners(credentials) : undefined,
      },
      { sort: 'worst', limit, cursor },
      visible,
    );
    return {
      ...page,
      items: page.items.map(item => this.#presenter.failingChecks(item)),
    };
  }

  async #findOwners(credentials: BackstageCredentials): Promise<string[]> {
    const { auth, userInfo } = this.options;
    if (!auth.isPrincipal(credentials, 'user')) {
      throw new InputError('mine: only a user owns services, leave it out');
    }
    const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
    return ownershipEntityRefs;
  }

  /**
   * All pages of {@link list}, some hundred scorecards at a time. Fails at once for an invalid filter, or without a
   * database.
   */
  async export(
    { sort, limit, cursor, ...filter }: ScorecardQuery,
    { credentials }: Caller,
  ): Promise<AsyncIterable<ExportedScorecard[]>> {
    const visible = await this.options.entities.getVisibleEntities(credentials);
    const parts = this.options.fleet.export(
      await this.#toFilter(filter, visible, credentials),
      sort,
      visible,
    );
    const addStandings = this.#withStandings.bind(this);
    // A service that is renamed meanwhile may move to a later page.
    const exported = new Set<string>();
    async function* all() {
      for await (const part of parts) {
        const rest = part.filter(({ entityRef }) => !exported.has(entityRef));
        rest.forEach(({ entityRef }) => exported.add(entityRef));
        yield await addStandings(rest);
      }
    }
    return await readFirst(all());
  }

  /** Stored scorecards lack the standing, because it changes without an evaluation. */
  async #withStandings<T extends { entityRef: string }>(
    scorecards: T[],
  ): Promise<(T & { standing?: Standing })[]> {
    const standings = await this.options.assessments.standingsFor(
      scorecards.map(({ entityRef }) => entityRef),
    );
    return scorecards.map(scorecard => {
      const standing = standings.get(scorecard.entityRef);
      return standing ? { ...scorecard, standing } : scorecard;
    });
  }

  /**
   * The results of a check for the entities that the caller may see.
   *
   * @throws NotFoundError if no active rule pack has the check
   */
  async checkResults(
    checkId: string,
    { state, ...page }: CheckResultsQuery,
    { credentials }: Caller,
  ): Promise<Page<CheckResultOfEntity>> {
    const { checks } = this.options.rules.current().rules;
    if (!checks.some(({ id }) => id === checkId)) {
      throw new NotFoundError(
        `No check ${checkId} in the active rule packs, see /rule-packs`,
      );
    }
    const { items, ...rest } = await this.options.fleet.listCheckResults(
      { checkId, state },
      page,
      await this.options.entities.getVisibleEntities(credentials),
    );
    return {
      ...rest,
      items: items.flatMap(item => this.#presenter.checkResult(item)),
    };
  }

  /** The history of the scorecards that are in scope and visible now. */
  async trend(
    { days, entity, kind, owner, team, system }: TrendQuery,
    { credentials }: Caller,
  ): Promise<Trend> {
    const { target } = this.options.rules.current();
    let scope: ScorecardFilter;
    let visible: VisibleEntities;
    if (entity === undefined) {
      visible = await this.options.entities.getVisibleEntities(credentials);
      scope = await this.#toFilter(
        { kind, owner, team, system },
        visible,
        credentials,
      );
    } else {
      const entityRef = normalizeEntityRef(entity, 'entity', 'component');
      assertScorable(entityRef);
      await this.options.entities.getVisibleEntity(entityRef, credentials);
      scope = { entityRef };
      visible = { all: false, entityRefs: [entityRef] };
    }
    const today = this.#now().toUTC();
    const kept = Math.floor(this.#historyRetention.as('days'));
    const known = await this.options.fleet.trend(scope, visible, {
      first: today.minus({ days: Math.min(days, kept) - 1 }).toISODate()!,
      today: today.toISODate()!,
    });
    return this.#presenter.trend(known, target);
  }

  /** Number of visible services by pattern and stage. */
  async patternMix(
    { kind }: { kind?: string },
    { credentials }: Caller,
  ): Promise<PatternMix> {
    return this.#presenter.patternMix(
      await this.options.fleet.patternMix(
        await this.options.entities.getVisibleEntities(credentials),
        kind,
      ),
    );
  }

  /** Figures for all entities that the caller may see. */
  async summary(
    { groupBy, kind, parent, limit, cursor }: SummaryQuery,
    { credentials }: Caller,
  ): Promise<ScorecardsSummary> {
    const { level, rank } = this.options.rules.current().target;
    const page = {
      kind,
      parent: parent && normalizeEntityRef(parent, 'parent', 'group'),
      limit,
      cursor,
    };
    const { totals, groups, path, nextCursor } =
      await this.options.fleet.summarize(
        groupBy,
        rank,
        await this.options.entities.getVisibleEntities(credentials),
        page,
      );
    const summary = { groupBy, totals: { ...totals, targetLevel: level } };
    if (!isByEntities(groupBy)) {
      const { rules } = this.options.rules.current();
      const target =
        groupBy === 'level' && (await this.options.targets.read(kind, rules));
      return {
        ...summary,
        ...this.#presenter.knownGroups(groupBy, groups, page),
        ...(target && { target: this.#presenter.target(target, groups) }),
      };
    }
    const keys = [...groups.map(({ key }) => key), ...(path ?? [])];
    const titles = await this.#titles.read(
      keys.filter(key => key !== 'none'),
      credentials,
    );
    return {
      ...summary,
      groups: this.#presenter.entityGroups(groups, titles),
      path: path && this.#presenter.path(path, titles),
      nextCursor,
    };
  }

  /**
   * Changes of the scorecard of an entity, newest first. The history of a removed entity is for callers who see
   * everything.
   */
  async transitions(
    entityRef: string,
    page: { limit: number; cursor?: string },
    { credentials }: Caller,
  ): Promise<Omit<Page<ScorecardTransition>, 'totalItems'>> {
    assertScorable(entityRef);
    try {
      await this.options.entities.getVisibleEntity(entityRef, credentials);
    } catch (error) {
      const atOnce = { atOnce: true };
      const isHistory =
        isErrorWithName(error, 'NotFoundError') &&
        (await this.options.entities.getVisibleEntities(credentials, atOnce))
          .all &&
        (await this.options.store.transitions(entityRef, { limit: 1 })).items
          .length;
      if (!isHistory) {
        throw error;
      }
    }
    return await this.options.store.transitions(entityRef, page);
  }

  /** The active rule packs, and the facts that they can use. */
  async rules(): Promise<ActiveRules> {
    return await this.options.rules.describe();
  }

  /** The filter of a query. By `team`, subgroups of a hidden group stay hidden. */
  async #toFilter(
    query: FilterQuery,
    visible: VisibleEntities,
    credentials: BackstageCredentials,
  ): Promise<ScorecardFilter> {
    const filter = toScorecardFilter(query, this.options.rules.current().rules);
    const { team } = filter;
    const isSeen =
      team === undefined ||
      visible.all ||
      (await this.options.catalog.getEntityByRef(team, { credentials }));
    return isSeen ? filter : withoutTeamsBelow(filter);
  }
}

/** Reads the first part at once. */
async function readFirst<T>(
  parts: AsyncIterable<T>,
): Promise<AsyncIterable<T>> {
  const iterator = parts[Symbol.asyncIterator]();
  const first = await iterator.next();
  async function* all() {
    try {
      for (let next = first; !next.done; next = await iterator.next()) {
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return all();
}
