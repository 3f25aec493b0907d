import { DecisionModel } from '../../options/DecisionModel';
import { fleetShare, interpolateRating } from '../../options/patterns/supply';
import { teamCapability } from '../../profile/teamCapability';
import { Profile } from '../../profile/profile';
import { AssumptionSet } from '../../quantities/AssumptionSet';
import { formatCount, formatPlural } from '../../quantities/format';
import { countServices } from '../../quantities/workload';
import { Evidence, RiskRule } from './types';

/** Below this capability, a distributed system is out of reach, not just hard. */
const lowCapability = 3;

export const prematureMicroservices: RiskRule = {
  id: 'premature-microservices',
  title: 'Premature microservices',
  mitigations: [
    'Start with one deployable and the model behind an internal interface; enforce the boundary.',
    'Extract the inference service first, once there is a measured reason.',
    'Let a platform team provide cluster, tracing and pipelines before product teams need them.',
  ],
  detect({ kind, core }, { profile, stage, assume, model, observed }) {
    if (core !== 'microservices') {
      return undefined;
    }
    const evidence: Evidence[] = [];
    if (stage === 'mvp') {
      evidence.push({
        field: 'stage',
        value: stage,
        threshold: 'scale-up',
        text: 'The product is still changing, so service boundaries are not stable yet.',
      });
    }
    const capability = teamCapability(profile);
    const required = requiredMaturity(profile, model, assume);
    const gap = capability === undefined ? 0 : required - capability;
    if (capability !== undefined && gap > 1) {
      evidence.push({
        field: 'team.devopsMaturity',
        value: capability,
        threshold: required,
        text: `Team capability is ${capability}; microservices require ${formatCount(required)}.`,
      });
    }
    const people = profile.team?.teamSize;
    const counted = kind === 'observed' ? observed.deployables : undefined;
    const deployables = counted ?? 1 + (countServices(profile) ?? 1);
    const needed = deployables * assume.get('peoplePerDeployable');
    if (people !== undefined && people < needed) {
      evidence.push({
        field: 'team.teamSize',
        value: people,
        threshold: needed,
        text:
          counted === undefined
            ? `${formatPlural(people, 'person', 'people')} for about ${deployables} deployables.`
            : `${formatPlural(people, 'person', 'people')} for the ${formatPlural(deployables, 'component', 'components')} of the system.`,
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

/** The maturity demanded by the expected number of services. */
function requiredMaturity(
  profile: Profile,
  { criteria }: DecisionModel,
  assume: AssumptionSet,
): number {
  const rating = criteria.find(({ id }) => id === 'devops-maturity')?.ratings
    ?.microservices;
  return rating
    ? interpolateRating(rating, fleetShare(countServices(profile), assume))
    : 5;
}
