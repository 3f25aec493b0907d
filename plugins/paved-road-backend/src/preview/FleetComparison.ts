import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Rules } from '@paved-road/plugin-paved-road-common';
import { evaluate } from '@paved-road/plugin-paved-road-common/rules';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  includesKind,
  keptKinds,
  toEntityRecord,
} from '../catalog/entityRecord';
import { FleetEntity, toFleetEntity } from '../catalog/FleetEntity';
import { TriedRules } from '../rules/types';
import { EvaluationInputReader } from '../evaluation/EvaluationInputReader';
import { EvaluationComparison } from './compareEvaluations';
import { toPreviewRules } from './PreviewRules';
import { ComparedService } from './StoredPreview';

const PAGE_SIZE = 500;
/** The longest time that other requests wait, in milliseconds. */
const LONGEST_TURN = 15;

export interface ComparedPage {
  /** Number of entities read. */
  looked: number;
  services: ComparedService[];
}

/** Evaluates the fleet by two sets of rules on the same inputs, page by page of the catalog. */
export class FleetComparison {
  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      inputs: EvaluationInputReader;
      logger: LoggerService;
    },
  ) {}

  /** @throws the reason of an aborted signal, and errors of the catalog and the database */
  async *pages(
    rules: TriedRules,
    signal: AbortSignal,
  ): AsyncGenerator<ComparedPage> {
    const active = rules.active.rules;
    const tried = rules.tried.rules;
    const comparison = new EvaluationComparison(
      active,
      tried,
      toPreviewRules(rules).checks.map(({ checkId }) => checkId),
    );
    for await (const page of await this.#entities(rules)) {
      signal.throwIfAborted();
      yield {
        looked: page.length,
        services: await this.#compare(
          page.map(toFleetEntity),
          { active, tried, comparison },
          signal,
        ),
      };
    }
  }

  /** The entities that either rules select. */
  async #entities({
    active,
    tried,
  }: TriedRules): Promise<AsyncIterable<Entity[]>> {
    const kinds = keptKinds(active);
    const others = keptKinds(tried).filter(kind => !includesKind(kinds, kind));
    return this.options.catalog.streamEntities(
      { filter: { kind: [...kinds, ...others] }, pageSize: PAGE_SIZE },
      { credentials: await this.options.auth.getOwnServiceCredentials() },
    );
  }

  async #compare(
    page: FleetEntity[],
    rules: { active: Rules; tried: Rules; comparison: EvaluationComparison },
    signal: AbortSignal,
  ): Promise<ComparedService[]> {
    const { active, tried, comparison } = rules;
    const read = { facts: [...new Set([...active.facts, ...tried.facts])] };
    const scored = page.filter(({ entity }) =>
      [active, tried].some(({ packs }) =>
        packs.some(pack => pack.applies(entity)),
      ),
    );
    const inputs = await this.options.inputs.read(scored, page, read);
    const facts = await this.options.inputs.readFacts(
      scored.map(({ entityRef }) => entityRef),
      read,
    );
    const services: ComparedService[] = [];
    let turn = performance.now();
    for (const item of scored) {
      const { entity, entityRef } = item;
      try {
        const subject = inputs.toSubject(item, facts.get(entityRef) ?? {});
        const compared = comparison.compare(
          evaluate(active, subject),
          evaluate(tried, subject),
        );
        if (compared) {
          const { title, owner } = toEntityRecord(entity);
          services.push({ entityRef, title, owner, ...compared });
        }
      } catch (error) {
        // Evaluations keep the scorecard in this case, so it would not change.
        this.options.logger.warn(
          `${entityRef} cannot be evaluated, so a preview leaves it out`,
          toError(error),
        );
      }
      if (performance.now() - turn > LONGEST_TURN) {
        await nextTurn();
        signal.throwIfAborted();
        turn = performance.now();
      }
    }
    return services;
  }
}
