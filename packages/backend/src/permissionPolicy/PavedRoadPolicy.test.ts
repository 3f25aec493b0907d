import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { permissionRules } from '@backstage/plugin-catalog-backend/alpha';
import {
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogIngestionManagePermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
} from '@backstage/plugin-catalog-common/alpha';
import { Permission } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  actionExecutePermission,
  taskCreatePermission,
  templateManagementPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  assessmentEditPermission,
  assessmentReviewPermission,
  evaluationRunPermission,
  orphanedAssessmentReadPermission,
  scorecardEvaluatePermission,
  waiverRequestPermission,
  waiverReviewPermission,
} from '@paved-road/plugin-paved-road-common';
import { PavedRoadPolicy, readPolicyOptions } from './PavedRoadPolicy';

const people = {
  'platform engineer': ['user:default/paula', 'group:default/platform'],
  owner: ['user:default/sam', 'group:default/team-a'],
  'somebody else': ['user:default/noor', 'group:default/team-b'],
  viewer: ['user:default/vera', 'group:default/auditors'],
};
type Who = keyof typeof people;

const options = {
  platformGroups: ['group:default/platform'],
  readOnlyGroups: ['group:default/auditors'],
};

const authorize = createConditionAuthorizer<Entity>({
  getRuleByName: name => {
    const rule = Object.values(permissionRules).find(r => r.name === name);
    if (!rule) {
      throw new Error(`The catalog has no rule ${name}`);
    }
    return rule;
  },
});

function entity(labels?: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'triage', labels },
    relations: [{ type: RELATION_OWNED_BY, targetRef: 'group:default/team-a' }],
  };
}
const open = entity();
const restricted = entity({ 'paved-road.io/visibility': 'restricted' });

/** Decides as the catalog would, which applies the conditions of the policy to its entity. */
async function may(who: Who, permission: Permission, resource?: Entity) {
  const [userEntityRef] = people[who];
  const policy = new PavedRoadPolicy(
    options,
    mockServices.userInfo({ ownershipEntityRefs: people[who] }),
  );
  const credentials = mockCredentials.user(userEntityRef);
  const decision = await policy.handle(
    { permission },
    { credentials, info: { userEntityRef, ownershipEntityRefs: [] } },
  );
  return authorize(decision, resource);
}

async function whoMay(permission: Permission, resource?: Entity) {
  const allowed: Who[] = [];
  for (const who of Object.keys(people) as Who[]) {
    if (await may(who, permission, resource)) {
      allowed.push(who);
    }
  }
  return allowed;
}

const everybody = Object.keys(people);
const ownerAndPlatform = ['platform engineer', 'owner'];
const allButViewer = ['platform engineer', 'owner', 'somebody else'];
const platform = ['platform engineer'];

describe('PavedRoadPolicy', () => {
  it.each([
    ['see an entity', catalogEntityReadPermission, open, everybody],
    [
      'see a restricted entity',
      catalogEntityReadPermission,
      restricted,
      ownerAndPlatform,
    ],
    ['assess an entity', assessmentEditPermission, open, ownerAndPlatform],
    ['review a decision', assessmentReviewPermission, open, platform],
    [
      'evaluate a scorecard',
      scorecardEvaluatePermission,
      open,
      ownerAndPlatform,
    ],
    ['ask for a waiver', waiverRequestPermission, open, ownerAndPlatform],
    ['decide on a waiver', waiverReviewPermission, open, platform],
    [
      'refresh an entity',
      catalogEntityRefreshPermission,
      open,
      ownerAndPlatform,
    ],
    [
      'unregister an entity',
      catalogEntityDeletePermission,
      open,
      ownerAndPlatform,
    ],
    [
      'see assessments of entities that are gone',
      orphanedAssessmentReadPermission,
      undefined,
      platform,
    ],
    [
      'register an entity',
      catalogEntityCreatePermission,
      undefined,
      allButViewer,
    ],
    [
      'register a location',
      catalogLocationCreatePermission,
      undefined,
      allButViewer,
    ],
    ['run a template', taskCreatePermission, undefined, allButViewer],
    ['run an action', actionExecutePermission, undefined, allButViewer],
    ['remove a location', catalogLocationDeletePermission, undefined, platform],
    [
      'analyse a location',
      catalogLocationAnalyzePermission,
      undefined,
      platform,
    ],
    ['evaluate the fleet', evaluationRunPermission, undefined, platform],
    ['manage ingestion', catalogIngestionManagePermission, undefined, platform],
    ['manage templates', templateManagementPermission, undefined, platform],
  ])('lets the right people %s', async (_, permission, resource, expected) => {
    expect(await whoMay(permission, resource)).toEqual(expected);
  });

  it('lets nobody do anything without a user', async () => {
    const policy = new PavedRoadPolicy(options, mockServices.userInfo());
    expect(
      await policy.handle({ permission: catalogEntityReadPermission }),
    ).toEqual({ result: 'DENY' });
  });
});

describe('readPolicyOptions', () => {
  const read = (config: object) =>
    readPolicyOptions(
      new ConfigReader({
        portal: { policy: { platformGroups: ['group:default/platform'] } },
        ...config,
      }),
    );

  it('needs no group that only reads', () => {
    expect(read({})).toEqual({
      platformGroups: ['group:default/platform'],
      readOnlyGroups: [],
    });
  });

  it('needs a platform team', () => {
    expect(() => readPolicyOptions(new ConfigReader({}))).toThrow(
      /portal\.policy\.platformGroups/,
    );
  });
});
