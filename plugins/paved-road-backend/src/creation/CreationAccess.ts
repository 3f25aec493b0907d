import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { permissionRules } from '@backstage/plugin-catalog-backend/alpha';
import { catalogLocationCreatePermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  PermissionRule,
} from '@backstage/plugin-permission-node';
import { assessmentEditPermission } from '@paved-road/plugin-paved-road-common';

const authorize = createConditionAuthorizer<Entity, unknown>(
  Object.values(permissionRules) as PermissionRule<Entity, unknown, string>[],
);

/** Which services a caller may create, as far as that can be decided before they exist. */
export interface CreationRights {
  /** Whether they may register anything in the catalog. */
  mayRegister: boolean;
  /** Whether it is the same for every owner. */
  anyOwner?: boolean;
  /** Whether they may assess a new service of an owner. */
  mayAssess(ownerRef: string): boolean;
}

/** Asks the permission policy about a service that is not in the catalog yet. */
export class CreationAccess {
  constructor(private readonly options: { permissions: PermissionsService }) {}

  async rightsOf(credentials: BackstageCredentials): Promise<CreationRights> {
    const [[register], [assess]] = await Promise.all([
      this.options.permissions.authorize(
        [{ permission: catalogLocationCreatePermission }],
        { credentials },
      ),
      this.options.permissions.authorizeConditional(
        [{ permission: assessmentEditPermission }],
        { credentials },
      ),
    ]);
    return {
      mayRegister: register.result === AuthorizeResult.ALLOW,
      anyOwner:
        assess.result === AuthorizeResult.CONDITIONAL
          ? undefined
          : assess.result === AuthorizeResult.ALLOW,
      mayAssess: ownerRef => meets(assess, createPlannedService(ownerRef)),
    };
  }
}

/** A custom rule of the catalog cannot be applied here; it applies when the template runs. */
function meets(decision: PolicyDecision, entity: Entity): boolean {
  try {
    return authorize(decision, entity);
  } catch {
    return true;
  }
}

/** The planned service, as far as a policy can evaluate it. */
function createPlannedService(ownerRef: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'new-service', namespace: 'default' },
    spec: { type: 'ai-service', lifecycle: 'experimental', owner: ownerRef },
    relations: [{ type: RELATION_OWNED_BY, targetRef: ownerRef }],
  };
}
