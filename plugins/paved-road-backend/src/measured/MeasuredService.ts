import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ConflictError, isErrorWithName, toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Measured,
  Measurement,
  Predictions,
  ServicePrediction,
} from '@paved-road/plugin-paved-road-common';
import {
  DecisionModel,
  compareWithMeasured,
  ObservedArchitecture,
  predictionGroups,
  toAdviceRequest,
} from '@paved-road/plugin-paved-road-common/advisor';
import { AssessmentAccess } from '../assessments/AssessmentAccess';
import { StoredAssessment } from '../assessments/AssessmentStore';
import {
  declaredPatternOf,
  isOfKind,
  targetsOf,
} from '../catalog/catalogSnapshot';
import { EntityAccess } from '../catalog/types';
import { PageRequest } from '../database/paging';
import { Caller } from '../http/Caller';
import { MeasuredStore, PredictionFilter } from './MeasuredStore';
import { MeasurementReader, ObservedEntity } from './MeasurementReader';

/** Predictions in memory at the same time. */
const EXPORT_PAGE = 500;

/** The use cases of decisions that are held against what is measured. */
export class MeasuredService {
  constructor(
    private readonly options: {
      access: Pick<AssessmentAccess, 'demandReadable'>;
      entities: EntityAccess;
      catalog: CatalogService;
      reader: MeasurementReader;
      store: MeasuredStore;
      model: DecisionModel;
    },
  ) {}

  /**
   * An assessment held against what is measured now. Nothing is measured of an entity that is gone.
   *
   * @throws NotFoundError as of the assessment itself
   * @throws ConflictError when the model does not know its answers any more
   */
  async get(id: string, { credentials }: Caller): Promise<Measured> {
    const { stored, entity } = await this.options.access.demandReadable(
      id,
      credentials,
    );
    const now = new Date();
    const observed = entity && (await this.#observe(stored.entityRef, now));
    try {
      return this.hold(
        stored,
        observed?.measurements ?? [],
        now,
        entity && (await this.#architectureOf(entity, observed, credentials)),
      );
    } catch (error) {
      if (isErrorWithName(error, 'InputError')) {
        throw new ConflictError(
          `Assessment ${id} cannot be held against what is measured, because the decision model has changed since; assess the service again: ${toError(error).message}`,
        );
      }
      throw error;
    }
  }

  /**
   * Holds an assessment against measurements.
   *
   * @throws InputError when the model does not know its answers any more
   */
  hold(
    { id, entityRef, advice, decision, ...assessment }: StoredAssessment,
    measurements: Measurement[],
    now: Date,
    architecture?: ObservedArchitecture,
  ): Measured {
    return compareWithMeasured({
      assessment: {
        id,
        entityRef,
        ...toAdviceRequest(assessment),
        decision,
        advice,
        ...('review' in assessment &&
          assessment.status !== 'rejected' && {
            approvedAt: assessment.review.at,
          }),
      },
      measurements,
      architecture,
      model: this.options.model,
      now,
    });
  }

  /**
   * What was predicted of the services that the caller may see, and what came; with the first page, the errors of all.
   *
   * @throws InputError when the cursor is not one of this list
   */
  async predictions(
    { platform, pattern, ...page }: PredictionFilter & PageRequest,
    { credentials }: Caller,
  ): Promise<Predictions> {
    const filter = { platform, pattern };
    const visible = await this.options.entities.getVisibleEntities(credentials);
    const shown = {
      ...(await this.options.store.predictions(filter, visible, page)),
      totalItems: await this.options.store.countPredictions(filter, visible),
    };
    if (page.cursor !== undefined) {
      return shown;
    }
    const all = await this.options.store.predictionStatistics(filter, visible);
    return { ...shown, groups: predictionGroups(all, this.options.model) };
  }

  /** As {@link MeasuredService.predictions}, all of them, page by page. */
  async exportPredictions(
    filter: PredictionFilter,
    { credentials }: Caller,
  ): Promise<AsyncGenerator<ServicePrediction[]>> {
    const visible = await this.options.entities.getVisibleEntities(credentials);
    const store = this.options.store;
    async function* pages() {
      let cursor: string | undefined;
      do {
        const { items, nextCursor } = await store.predictions(filter, visible, {
          limit: EXPORT_PAGE,
          cursor,
        });
        yield items;
        cursor = nextCursor;
      } while (cursor !== undefined);
    }
    return pages();
  }

  async #observe(entityRef: string, now: Date) {
    const observed = await this.options.reader.observe([entityRef], now);
    const points = await this.options.reader.withPoints(observed, now);
    const ofEntity = observed.get(entityRef);
    return (
      ofEntity && { ...ofEntity, measurements: points.get(entityRef) ?? [] }
    );
  }

  /** What is declared beside what was observed; the catalog is asked only where calls were observed. */
  async #architectureOf(
    entity: Entity,
    observed: Pick<ObservedEntity, 'deployables' | 'calls'> | undefined,
    credentials: BackstageCredentials,
  ): Promise<ObservedArchitecture | undefined> {
    if (!observed?.deployables && !observed?.calls) {
      return undefined;
    }
    const { deployables, calls } = observed;
    // Nobody sees a call to a database or a model as one to an entity.
    const declaredCalls = targetsOf(
      entity,
      RELATION_DEPENDS_ON,
      RELATION_CONSUMES_API,
    ).filter(ref => isOfKind('component')(ref) || isOfKind('api')(ref));
    const apiOf = calls && (await this.#providers(declaredCalls, credentials));
    return {
      declaredPattern: declaredPatternOf(entity),
      declaredCalls,
      ...(deployables && { deployables }),
      ...(calls && {
        calls: {
          source: calls.source,
          targets: calls.names.flatMap(name => {
            const target = toEntityRef(name);
            return target ? [apiOf?.get(target) ?? target] : [];
          }),
        },
      }),
    };
  }

  /** The declared API that each component provides. */
  async #providers(
    declaredCalls: string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, string>> {
    const apis = declaredCalls.filter(isOfKind('api'));
    if (apis.length === 0) {
      return new Map();
    }
    const { items } = await this.options.catalog.getEntitiesByRefs(
      {
        entityRefs: apis,
        fields: ['kind', 'metadata.namespace', 'metadata.name', 'relations'],
      },
      { credentials },
    );
    return new Map(
      items.flatMap(api =>
        api
          ? targetsOf(api, RELATION_API_PROVIDED_BY).map(
              provider => [provider, stringifyEntityRef(api)] as const,
            )
          : [],
      ),
    );
  }
}

/** A complete reference; undefined for what is none. */
function toEntityRef(name: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(name, {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    return undefined;
  }
}
