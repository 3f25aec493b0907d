import { UserInfoService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import {
  RESOURCE_TYPE_SCAFFOLDER_ACTION,
  RESOURCE_TYPE_SCAFFOLDER_TASK,
  taskCreatePermission,
  templateDryRunPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  catalogEntityCreatePermission,
  catalogEntityReadPermission,
  catalogEntityValidatePermission,
  catalogLocationCreatePermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  assessmentReviewPermission,
  orphanedAssessmentReadPermission,
  waiverReviewPermission,
} from '@paved-road/plugin-paved-road-common';

const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };

/** Only owners and the platform team can read entities with this label. */
const restrictedLabel = {
  label: 'paved-road.io/visibility',
  value: 'restricted',
};

/** Permissions for creating a service, which all but read-only users have. */
const creation = [
  catalogEntityCreatePermission,
  catalogEntityValidatePermission,
  catalogLocationCreatePermission,
  taskCreatePermission,
  templateDryRunPermission,
];

export interface PolicyOptions {
  /** Groups with all permissions. Members cannot approve their own assessments. */
  platformGroups: string[];
  /** Read-only groups. */
  readOnlyGroups: string[];
}

export function readPolicyOptions(config: Config): PolicyOptions {
  return {
    platformGroups: config.getStringArray('portal.policy.platformGroups'),
    readOnlyGroups:
      config.getOptionalStringArray('portal.policy.readOnlyGroups') ?? [],
  };
}

/**
 * The policy of the portal: everyone reads unrestricted entities, owners manage their own entities, the platform team
 * manages all entities and reviews decisions.
 */
export class PavedRoadPolicy implements PermissionPolicy {
  constructor(
    private readonly options: PolicyOptions,
    private readonly userInfo: UserInfoService,
  ) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return deny;
    }
    const { userEntityRef, ownershipEntityRefs } =
      await this.userInfo.getUserInfo(user.credentials);
    const isMember = (groups: string[]) =>
      groups.some(group => ownershipEntityRefs.includes(group));

    if (isMember(this.options.platformGroups)) {
      return allow;
    }
    if (isPermission(permission, catalogEntityReadPermission)) {
      return createCatalogConditionalDecision(permission, {
        anyOf: [
          { not: catalogConditions.hasLabel(restrictedLabel) },
          catalogConditions.isEntityOwner({ claims: ownershipEntityRefs }),
        ],
      });
    }
    if (
      isPermission(permission, assessmentReviewPermission) ||
      isPermission(permission, waiverReviewPermission) ||
      isPermission(permission, orphanedAssessmentReadPermission)
    ) {
      return deny;
    }
    if (permission.attributes.action === 'read') {
      return isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_TASK)
        ? ownTasks(permission, userEntityRef)
        : allow;
    }
    if (isMember(this.options.readOnlyGroups)) {
      return deny;
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)) {
      return createCatalogConditionalDecision(
        permission,
        catalogConditions.isEntityOwner({ claims: ownershipEntityRefs }),
      );
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_TASK)) {
      return ownTasks(permission, userEntityRef);
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_ACTION)) {
      return allow;
    }
    return creation.some(allowed => isPermission(permission, allowed))
      ? allow
      : deny;
  }
}

function ownTasks(
  permission: ResourcePermission<typeof RESOURCE_TYPE_SCAFFOLDER_TASK>,
  userEntityRef: string,
): PolicyDecision {
  return createScaffolderTaskConditionalDecision(
    permission,
    scaffolderTaskConditions.isTaskOwner({ createdBy: [userEntityRef] }),
  );
}
