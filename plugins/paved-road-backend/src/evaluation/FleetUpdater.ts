import { Entity } from '@backstage/catalog-model';
import { toEntityRecord } from '../catalog/entityRecord';
import { toFleetEntity } from '../catalog/FleetEntity';
import { EntityIndexStore } from '../catalog/types';
import {
  PageOutcome,
  ScorecardEvaluator,
} from '../scorecards/ScorecardEvaluator';
import { ScorecardStore } from '../scorecards/ScorecardStore';

/** Knows which facts entities are to have. */
export interface FactExpectations {
  expect(entities: Entity[]): Promise<void>;
  remove(entityRefs: string[]): Promise<void>;
}

/** Brings all that is kept of entities up to date, whoever found out that they changed. */
export class FleetUpdater {
  readonly #index: EntityIndexStore;
  readonly #facts: FactExpectations;
  readonly #scorecards: ScorecardStore;
  readonly #evaluator: ScorecardEvaluator;

  constructor(options: {
    index: EntityIndexStore;
    facts: FactExpectations;
    scorecards: ScorecardStore;
    evaluator: ScorecardEvaluator;
  }) {
    this.#index = options.index;
    this.#facts = options.facts;
    this.#scorecards = options.scorecards;
    this.#evaluator = options.evaluator;
  }

  /**
   * Takes in a page of entities as the catalog has them.
   *
   * @param syncId - the pass over the catalog that saw them
   */
  async update(entities: Entity[], syncId?: string): Promise<PageOutcome> {
    if (entities.length === 0) {
      return { looked: 0, changed: 0, saved: 0 };
    }
    const page = entities.map(toFleetEntity);
    // A scorecard belongs to an entity of the index, which may be new to it.
    const changed = new Set(await this.#index.seen(page, syncId));
    await this.#index.upsert(
      page
        .filter(({ entityRef }) => changed.has(entityRef))
        .map(({ entity, digest }) => ({ ...toEntityRecord(entity), digest })),
      syncId,
    );
    await this.#facts.expect(entities);
    return await this.#evaluator.evaluate(page);
  }

  /**
   * Forgets entities that the catalog does not have any more, except for the history of their scorecards.
   *
   * @param syncId - a pass over the catalog: those that are in the catalog again by now stay in the index
   */
  async remove(entityRefs: string[], syncId?: string): Promise<void> {
    if (entityRefs.length === 0) {
      return;
    }
    // Scorecards first, because figures of the fleet have to follow, which a cascade would not do.
    await this.#scorecards.remove(entityRefs);
    await this.#facts.remove(entityRefs);
    if (syncId === undefined) {
      await this.#index.remove(entityRefs);
    } else {
      await this.#index.removeUnseen(entityRefs, syncId);
    }
  }
}
