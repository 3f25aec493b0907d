import { PlainPattern } from '../patterns';
import { QuestionPath } from '../questions';

/** What a rising or falling number or scale can speak for. */
interface Sense {
  rising: readonly PlainPattern[];
  falling: readonly PlainPattern[];
}

const moreOfATeam: Sense = {
  rising: ['microservices'],
  falling: ['monolith', 'serverless'],
};
const moreOfAMachine: Sense = {
  rising: ['monolith', 'microservices'],
  falling: ['serverless', 'monolith'],
};

const senses: Partial<Record<QuestionPath, Sense>> = {
  'team.devopsMaturity': moreOfATeam,
  'team.teamSize': moreOfATeam,
  'team.parallelTeams': moreOfATeam,
  'workload.requestsPerMonth': moreOfAMachine,
  'workload.inferenceMs': moreOfAMachine,
  'workload.modelSizeGb': moreOfAMachine,
  'workload.memoryGb': moreOfAMachine,
  'workload.dataPerRequestMb': {
    rising: ['monolith'],
    falling: ['microservices', 'serverless'],
  },
  'growth.users': moreOfATeam,
  'growth.models': moreOfATeam,
  'growth.experimentation': {
    rising: ['microservices', 'serverless'],
    falling: ['monolith'],
  },
};

/** Choices that speak against a pattern, whatever speaks for it. */
const nonsense: Partial<
  Record<QuestionPath, Readonly<Record<string, readonly PlainPattern[]>>>
> = {
  'team.distributedExperience': {
    none: ['microservices'],
    production: ['monolith', 'serverless'],
  },
  'product.roadmap': { 'pivot-likely': ['microservices'] },
  'product.driver': {
    'time-to-market': ['microservices'],
    scale: ['monolith'],
  },
  'workload.traffic': {
    steady: ['serverless'],
    sporadic: ['microservices'],
    spiky: ['monolith'],
  },
  'workload.latency': { realtime: ['serverless'] },
  'workload.accelerator': { gpu: ['serverless'], tpu: ['serverless'] },
  'workload.invocation': {
    'in-app': ['microservices', 'serverless'],
    api: ['monolith'],
    event: ['monolith', 'microservices'],
  },
  'workload.state': {
    session: ['serverless'],
    streaming: ['serverless'],
  },
};

/**
 * Whether a person would act on a change: another answer can decide for a pattern that it has nothing to
 * do with, where the patterns are level and the answer only tips them ("functions from two teams"). That is
 * the doubt of a close call, and not a reason.
 *
 * @param from - the answer today; undefined while it is open
 */
export function makesSense(
  path: QuestionPath,
  from: string | number | undefined,
  to: string | number,
  core: PlainPattern,
): boolean {
  const sense = senses[path];
  if (sense && typeof to === 'number') {
    if (typeof from !== 'number') {
      return true;
    }
    return (to > from ? sense.rising : sense.falling).includes(core);
  }
  return !nonsense[path]?.[to]?.includes(core);
}
