import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ConflictError, toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Measured,
  Measurement,
  Predictions,
  ServicePrediction,
  isErrorWithName,
} from '@paved-road/plugin-paved-road-common';
import {
  DecisionModel,
  recheckWithMeasured,
  ObservedArchitecture,
  predictionGroups,
  toAdviceRequest,
} from '@paved-road/plugin-paved-road-common/advisor';
import { AssessmentAccess } from '../assessments/AssessmentAccess';
import { StoredAssessment } from '../assessments/StoredAssessment';
import {
  readDeclaredPattern,
  isOfKind,
  listTargetRefs,
} from '../catalog/catalogSnapshot';
import { EntityAccess } from '../catalog/types';
import { PageRequest } from '../database/paging';
import { Caller } from '../http/Caller';
import { MeasurementReader, ObservedEntity } from './MeasurementReader';
import { PredictionFilter, PredictionStore } from './PredictionStore';

/** Predictions in memory at the same time. */
const EXPORT_PAGE = 500;

/** The use cases of comparing decisions with measurements. */
export class MeasuredService {
  constructor(
    private readonly options: {
      access: Pick<AssessmentAccess, 'demandReadable'>;
      entities: EntityAccess;
      catalog: CatalogService;
      reader: MeasurementReader;
      predictions: PredictionStore;
      model: DecisionModel;
    },
  ) {}

  /**
   * Compares an assessment with current measurements. A removed entity has none.
   *
   * @throws NotFoundError if the caller may not read the assessment
   * @throws ConflictError if the model no longer accepts its answers
   */
  async get(id: string, { credentials }: Caller): Promise<Measured> {
    const { stored, entity } = await this.options.access.demandReadable(
      id,
      credentials,
    );
    const now = new Date();
    const measured =
      entity && (await this.options.reader.read(stored.entityRef, now));
    try {
      return this.hold(
        stored,
        measured?.measurements ?? [],
        now,
        entity &&
          (await this.#readArchitecture(
            entity,
            measured?.observed,
            credentials,
          )),
      );
    } catch (error) {
      if (isErrorWithName(error, 'InputError')) {
        throw new ConflictError(
          `Assessment ${id} cannot be compared with measurements, because the decision model has changed since; assess the service again: ${toError(error).message}`,
        );
      }
      throw error;
    }
  }

  /**
   * Compares an assessment with measurements.
   *
   * @throws InputError if the model no longer accepts its answers
   */
  hold(
    { id, entityRef, advice, decision, ...assessment }: StoredAssessment,
    measurements: Measurement[],
    now: Date,
    architecture?: ObservedArchitecture,
  ): Measured {
    return recheckWithMeasured({
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
   * Predictions next to measurements, for the services that the caller may see. The first page includes error
   * statistics of all pages.
   *
   * @throws InputError if the cursor belongs to another list
   */
  async predictions(
    { platform, pattern, ...page }: PredictionFilter & PageRequest,
    { credentials }: Caller,
  ): Promise<Predictions> {
    const filter = { platform, pattern };
    const visible = await this.options.entities.getVisibleEntities(credentials);
    const shown = {
      ...(await this.options.predictions.list(filter, visible, page)),
      totalItems: await this.options.predictions.count(filter, visible),
    };
    if (page.cursor !== undefined) {
      return shown;
    }
    const all = await this.options.predictions.readStatistics(filter, visible);
    return { ...shown, groups: predictionGroups(all, this.options.model) };
  }

  async exportPredictions(
    filter: PredictionFilter,
    { credentials }: Caller,
  ): Promise<AsyncGenerator<ServicePrediction[]>> {
    const visible = await this.options.entities.getVisibleEntities(credentials);
    const { predictions } = this.options;
    async function* pages() {
      let cursor: string | undefined;
      do {
        const { items, nextCursor } = await predictions.list(filter, visible, {
          limit: EXPORT_PAGE,
          cursor,
        });
        yield items;
        cursor = nextCursor;
      } while (cursor !== undefined);
    }
    return pages();
  }

  /** The declared and the observed architecture. Reads the catalog only if calls were observed. */
  async #readArchitecture(
    entity: Entity,
    observed: Pick<ObservedEntity, 'deployables' | 'calls'> | undefined,
    credentials: BackstageCredentials,
  ): Promise<ObservedArchitecture | undefined> {
    if (!observed?.deployables && !observed?.calls) {
      return undefined;
    }
    const { deployables, calls } = observed;
    // Calls to databases and models are not observed as calls to entities.
    const declaredCalls = listTargetRefs(
      entity,
      RELATION_DEPENDS_ON,
      RELATION_CONSUMES_API,
    ).filter(ref => isOfKind('component')(ref) || isOfKind('api')(ref));
    const apis = calls && (await this.#readApis(declaredCalls, credentials));
    return {
      declaredPattern: readDeclaredPattern(entity),
      declaredCalls,
      ...(deployables && { deployables }),
      ...(calls && {
        calls: {
          source: calls.source,
          targets: calls.names.flatMap(name => {
            const target = toEntityRef(name);
            return target ? [apis?.get(target) ?? target] : [];
          }),
        },
      }),
    };
  }

  /** The declared API of each provider. */
  async #readApis(
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
          ? listTargetRefs(api, RELATION_API_PROVIDED_BY).map(
              provider => [provider, stringifyEntityRef(api)] as const,
            )
          : [],
      ),
    );
  }
}

/** A complete reference; undefined if it is not a reference. */
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
