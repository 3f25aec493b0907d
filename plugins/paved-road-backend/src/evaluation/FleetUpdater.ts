import { AuthService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  includesKind,
  keptKinds,
  toEntityRecord,
} from '../catalog/entityRecord';
import { FleetEntity, toFleetEntity } from '../catalog/FleetEntity';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { EntityIdentities } from '../identity/EntityIdentities';
import { RulesSource } from '../rules/types';
import {
  PageOutcome,
  ScorecardEvaluator,
  toEntityRefs,
} from './ScorecardEvaluator';
import { KnownScorecard } from '../scorecards/store/StoredScorecard';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';

export interface FactExpectations {
  expect(entities: Entity[]): Promise<void>;
  remove(entityRefs: string[]): Promise<void>;
}

/** The active rules, possibly activated by another back end. */
export interface SharedRules extends Pick<RulesSource, 'current'> {
  /** Adopts rules of other back ends. */
  sync(): Promise<void>;
}

/**
 * Updates everything stored about entities, whatever reported a change.
 *
 * Several back ends may update the same entity. They read the scorecard before the entity and the rules, and save it only
 * if it has not changed since, so the newest inputs win.
 */
export class FleetUpdater {
  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      rules: SharedRules;
      index: EntityIndexStore;
      identities: Pick<EntityIdentities, 'see'>;
      facts: FactExpectations;
      scorecards: ScorecardStore;
      evaluator: Pick<ScorecardEvaluator, 'evaluate'>;
    },
  ) {}

  /**
   * Processes a page of entities from the catalog.
   *
   * @param syncId - the pass over the catalog that saw them
   */
  async update(entities: Entity[], syncId?: string): Promise<PageOutcome> {
    const page = entities.map(toFleetEntity);
    const known = await this.options.scorecards.known(toEntityRefs(page));
    return await this.#takeIn(await this.#newest(page, known), known, syncId);
  }

  /**
   * Reads entities from the catalog and processes them. Forgets removed entities and kinds that no rule selects, except
   * for the history of their scorecards.
   *
   * @param syncId - the pass over the catalog that looks for them
   */
  async refresh(entityRefs: string[], syncId?: string): Promise<PageOutcome> {
    const known = await this.options.scorecards.known(entityRefs);
    // Outdated rules would forget entities of newly selected kinds.
    await this.options.rules.sync();
    const found = await this.#read(entityRefs);
    const page = found.filter(({ entity }) => this.#keeps(entity));
    const exist = new Set(toEntityRefs(found));
    const kept = new Set(toEntityRefs(page));
    const gone = entityRefs.filter(ref => !exist.has(ref));
    await this.#remove(gone, 'entity', () => this.options.facts.remove(gone));
    const others = found.filter(({ entityRef }) => !kept.has(entityRef));
    // Keeps pushed facts, which nobody would push again.
    await this.#remove(toEntityRefs(others), 'rules', () =>
      this.options.facts.expect(others.map(({ entity }) => entity)),
    );
    return await this.#takeIn(page, known, syncId);
  }

  #keeps({ kind }: Entity): boolean {
    return includesKind(keptKinds(this.options.rules.current()), kind);
  }

  /* A differing scorecard may be based on a newer entity than the page has. */
  async #newest(
    page: FleetEntity[],
    known: Map<string, KnownScorecard>,
  ): Promise<FleetEntity[]> {
    const differs = ({ entityRef, hash }: FleetEntity) => {
      const scorecard = known.get(entityRef);
      return scorecard !== undefined && scorecard.inputs.entity !== hash;
    };
    const again = await this.#read(toEntityRefs(page.filter(differs)));
    return [...page.filter(item => !differs(item)), ...again];
  }

  async #read(entityRefs: string[]): Promise<FleetEntity[]> {
    if (entityRefs.length === 0) {
      return [];
    }
    const { items } = await this.options.catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials: await this.options.auth.getOwnServiceCredentials() },
    );
    return items.filter(item => item !== undefined).map(toFleetEntity);
  }

  async #takeIn(
    page: FleetEntity[],
    known: Map<string, KnownScorecard>,
    syncId?: string,
  ): Promise<PageOutcome> {
    if (page.length === 0) {
      return { looked: 0, changed: 0, saved: 0 };
    }
    await this.options.rules.sync();
    // Before an entity is in the index, because lists then show its records.
    const others = await this.options.identities.see(
      page.map(({ entity }) => entity),
      async refs => (await this.#read(refs)).map(({ entity }) => entity),
    );
    others.forEach(ref => known.delete(ref));
    // A scorecard needs its entity in the index.
    const changed = new Set(await this.options.index.seen(page, syncId));
    await this.options.index.upsert(
      page
        .filter(({ entityRef }) => changed.has(entityRef))
        .map(({ entity, hash }) => ({ ...toEntityRecord(entity), hash })),
      syncId,
    );
    await this.options.facts.expect(page.map(({ entity }) => entity));
    return await this.options.evaluator.evaluate(page, known);
  }

  async #remove(
    entityRefs: string[],
    cause: 'entity' | 'rules',
    forgetFacts: () => Promise<void>,
  ): Promise<void> {
    if (entityRefs.length === 0) {
      return;
    }
    // First, so that an interruption leaves nothing behind unnoticed.
    await this.options.scorecards.remove(entityRefs, { causes: [cause] });
    await forgetFacts();
    await this.options.index.remove(entityRefs);
    // A concurrent update could have saved the scorecard until the entity left the index.
    await this.options.scorecards.remove(entityRefs, { causes: [cause] });
  }
}
