import { teamCapability } from '../fit/rankPatterns';
import { criteriaById } from '../model';
import { Evidence, RiskRule } from './types';

/** People who can run one deployable, build and on-call included. */
const peoplePerDeployable = 1.5;
/** Below this capability a distributed system is out of reach, not only hard. */
const lowCapability = 3;

export const prematureMicroservices: RiskRule = {
  id: 'premature-microservices',
  title: 'Premature microservices',
  mitigations: [
    'Start as one deployable with the model behind an internal interface, and enforce the boundary.',
    'Extract the inference service first, once there is a measured reason.',
    'Let a platform team carry cluster, tracing and pipelines before a product team needs them.',
  ],
  detect({ core }, { profile, stage, assume }) {
    if (core !== 'microservices') {
      return undefined;
    }
    const evidence: Evidence[] = [];
    if (stage === 'mvp') {
      evidence.push({
        field: 'stage',
        value: stage,
        threshold: 'scale-up',
        text: 'The product is still looking for its shape, and so are the boundaries of its services.',
      });
    }
    const capability = teamCapability(profile);
    const required =
      criteriaById.get('devops-maturity')?.ratings?.microservices.value ?? 5;
    const gap = capability === undefined ? 0 : required - capability;
    if (capability !== undefined && gap > 1) {
      evidence.push({
        field: 'team.devopsMaturity',
        value: capability,
        threshold: required,
        text: `The team can carry ${capability} of the ${required} that services ask for.`,
      });
    }
    const people = profile.team?.teamSize;
    const deployables =
      assume.get('supportingServices') + (profile.growth?.models ?? 1);
    if (people !== undefined && people < deployables * peoplePerDeployable) {
      evidence.push({
        field: 'team.teamSize',
        value: people,
        threshold: deployables * peoplePerDeployable,
        text: `${people} people for about ${deployables} deployables.`,
      });
    }
    if (evidence.length === 0) {
      return undefined;
    }
    const outOfReach = capability !== undefined && capability < lowCapability;
    return {
      severity: evidence.length > 1 || outOfReach ? 'high' : 'medium',
      evidence,
    };
  },
};
