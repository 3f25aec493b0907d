import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** @param inputs - of the step, by the description of the example */
function createExamples(
  step: { id: string; name: string; action: string },
  inputs: Record<string, object>,
): TemplateExample[] {
  return Object.entries(inputs).map(([description, input]) => ({
    description,
    example: stringify({ steps: [{ ...step, input }] }),
  }));
}

export const assertEntityExistsExamples = createExamples(
  {
    id: 'checkOwner',
    name: 'Check that the owner exists',
    action: 'pavedRoad:entity:assertExists',
  },
  {
    'Stop before anything is published if the owner does not exist.': {
      field: 'owner',
      entityRef: '${{ parameters.owner }}',
      kinds: ['Group', 'User'],
    },
  },
);

export const attachAssessmentExamples = createExamples(
  {
    id: 'attachAssessment',
    name: 'Attach the assessment',
    action: 'pavedRoad:assessment:attach',
  },
  {
    'Assess the new service with the answers from the form, decided for the pattern of the template.':
      {
        entityRef: '${{ steps.register.output.entityRef }}',
        profile: '${{ parameters.profile }}',
        decision: { pattern: 'monolith' },
      },
    'Leave the decision to the owners of the service.': {
      entityRef: '${{ steps.register.output.entityRef }}',
      profile: { team: { teamSize: 4 }, workload: { traffic: 'sporadic' } },
      waitSeconds: 120,
    },
  },
);

export const checkCreationExamples = createExamples(
  {
    id: 'checkCreation',
    name: 'Check name, owner and repository',
    action: 'pavedRoad:creation:check',
  },
  {
    'Stop before anything is written when the run would fail.': {
      name: '${{ parameters.name }}',
      owner: '${{ parameters.owner }}',
      entityRefs: ['component:default/${{ parameters.name }}'],
      repository: { place: 'github', url: '${{ parameters.repoUrl }}' },
    },
  },
);

export const checkGateExamples = createExamples(
  {
    id: 'checkGate',
    name: 'Check that it is on the paved road',
    action: 'pavedRoad:gate:check',
  },
  {
    'Publish only services on the paved road, with the assessment that is attached later.':
      {
        minLevel: 'silver',
        profile: '${{ parameters.profile }}',
        decision: { pattern: 'monolith' },
      },
  },
);

export const registerExamples = createExamples(
  {
    id: 'register',
    name: 'Register in the catalog',
    action: 'pavedRoad:catalog:register',
  },
  {
    'Register what was published.': {
      catalogInfoUrl:
        '${{ steps.publish.output.repoContentsUrl }}/catalog-info.yaml',
    },
  },
);

export const writeDecisionRecordExamples = createExamples(
  {
    id: 'writeDecisionRecord',
    name: 'Write the decision record',
    action: 'pavedRoad:decisionRecord:write',
  },
  {
    'Write what was decided, and why, beside the code.': {
      entityRef: 'component:default/${{ parameters.name }}',
      path: 'docs/decisions/0001-architecture.md',
      profile: '${{ parameters.profile }}',
      decision: {
        pattern: 'monolith',
        rationale: '${{ parameters.rationale }}',
      },
    },
  },
);
