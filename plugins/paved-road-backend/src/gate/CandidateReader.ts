import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_VIEW_URL,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  GateRequest,
  RelationFacts,
  isErrorWithName,
} from '@paved-road/plugin-paved-road-common';
import {
  toRelationFacts,
  toRelationTarget,
} from '@paved-road/plugin-paved-road-common/rules';
import {
  describeCandidate,
  deriveRelations,
} from '@paved-road/plugin-paved-road-node';
import { readRelationTargets } from '../catalog/RelationTargets';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';

const catalogAnnotations = [
  ANNOTATION_EDIT_URL,
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_VIEW_URL,
];

/** An entity to judge, with its relations. */
export interface Candidate {
  entity: Entity;
  relations: RelationFacts[];
  /** The entity in the catalog, if the caller may see it. */
  stored?: Entity;
}

/** Predicts how a described entity would look in the catalog, with only what the caller may see. */
export class CandidateReader {
  constructor(
    private readonly options: {
      entities: EntityAccess;
      catalog: CatalogService;
      auth: AuthService;
      permissions: PermissionsService;
    },
  ) {}

  /**
   * @throws InputError if the catalog would refuse the description, or the kind has no scorecards
   * @throws NotAllowedError if the caller is a service that may not read the catalog
   */
  async read(
    request: Pick<GateRequest, 'entity' | 'companions'>,
    caller: Caller,
  ): Promise<Candidate> {
    const credentials = await this.#readerFor(caller);
    const described = await describeCandidate(
      request.entity as Entity,
      request.companions as Entity[],
    );
    const [entity, ...companions] = described.values();
    const stored = await this.options.entities
      .getVisibleEntity(stringifyEntityRef(entity), credentials)
      .catch(error => {
        if (isErrorWithName(error, 'NotFoundError')) {
          return undefined;
        }
        throw error;
      });
    const relations = deriveRelations(entity, companions, stored);
    const others = relations
      .map(({ targetRef }) => targetRef)
      .filter(ref => !described.has(ref));
    const targets = await readRelationTargets(
      this.options.catalog,
      [...new Set(others)],
      credentials,
    );
    described.forEach((item, ref) => targets.set(ref, toRelationTarget(item)));
    const related = { ...withCatalogAnnotations(entity, stored), relations };
    return {
      entity: related,
      relations: toRelationFacts(related, ref => targets.get(ref)),
      stored,
    };
  }

  /**
   * Credentials for reading the catalog for a caller. Restricted access, as of a pipeline, cannot be delegated. If the
   * restrictions let a service read the catalog, the plugin uses its own credentials.
   */
  async #readerFor({ credentials }: Caller): Promise<BackstageCredentials> {
    if (!this.options.auth.isPrincipal(credentials, 'service')) {
      return credentials;
    }
    const [{ result }] = await this.options.permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `The gate reads the catalog, but this token has no access to ${catalogEntityReadPermission.name}`,
      );
    }
    return await this.options.auth.getOwnServiceCredentials();
  }
}

/** Adds the annotations that the catalog adds: locations of the descriptor and the code. */
function withCatalogAnnotations(
  entity: Entity,
  stored: Entity | undefined,
): Entity {
  const { annotations } = entity.metadata;
  const added = Object.entries(stored?.metadata.annotations ?? {}).filter(
    ([name]) => catalogAnnotations.includes(name),
  );
  return added.length === 0
    ? entity
    : {
        ...entity,
        metadata: {
          ...entity.metadata,
          annotations: { ...Object.fromEntries(added), ...annotations },
        },
      };
}
