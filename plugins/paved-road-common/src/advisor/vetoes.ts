import { Veto } from './advice';
import {
  DecisionModel,
  FilterCondition,
  OrganisationFilter,
} from './DecisionModel';
import { PlainPattern } from './patterns';
import { Profile } from './profile';
import { Platform } from './quantities/platforms';
import { getAnswer, QuestionPath } from './questions';

interface Limit {
  id: string;
  field: string;
  value: number | string;
  limit: number | string;
  unit?: string;
  what: string;
  /** What lifts it, beside another platform. */
  remedy: string;
  /** Whether a platform has room for the value. */
  allows(platform: Platform): boolean;
}

/** Every limit that the answers of a profile meet on a platform, whether broken or not. */
function limitsOf({ workload }: Profile, { limits }: Platform): Limit[] {
  const found: Limit[] = [];
  const { modelSizeGb, memoryGb, inferenceMs, accelerator } = workload ?? {};
  const modelLimit = (platform: Platform) =>
    Math.min(
      platform.limits.modelGb ?? Infinity,
      platform.limits.memoryGb ?? Infinity,
    );
  if (modelSizeGb !== undefined) {
    found.push({
      id: 'model-size',
      field: 'workload.modelSizeGb',
      value: modelSizeGb,
      limit: Math.min(limits.modelGb ?? Infinity, limits.memoryGb ?? Infinity),
      unit: 'GB',
      what: 'model',
      remedy: 'a smaller or quantised model',
      allows: platform => modelSizeGb <= modelLimit(platform),
    });
  }
  if (memoryGb !== undefined) {
    found.push({
      id: 'memory',
      field: 'workload.memoryGb',
      value: memoryGb,
      limit: limits.memoryGb ?? Infinity,
      unit: 'GB',
      what: 'memory',
      remedy: 'less memory per instance',
      allows: platform => memoryGb <= (platform.limits.memoryGb ?? Infinity),
    });
  }
  if (inferenceMs !== undefined) {
    const seconds = inferenceMs / 1000;
    found.push({
      id: 'run-time',
      field: 'workload.inferenceMs',
      value: seconds,
      limit: limits.seconds ?? Infinity,
      unit: 's',
      what: 'run time',
      remedy: 'a shorter inference, or work split into steps',
      allows: platform => seconds <= (platform.limits.seconds ?? Infinity),
    });
  }
  if (accelerator !== undefined && accelerator !== 'none') {
    found.push({
      id: 'accelerator',
      field: 'workload.accelerator',
      value: accelerator,
      limit: limits.accelerators.join(', ') || 'none',
      what: 'accelerator',
      remedy: 'inference that is fast enough without one',
      allows: platform => platform.limits.accelerators.includes(accelerator),
    });
  }
  return found;
}

/** The hard limits of a platform that the serverless pattern would break there. */
export function vetoesOf(
  profile: Profile,
  platform: Platform,
  model: DecisionModel,
): Veto[] {
  return limitsOf(profile, platform)
    .filter(({ allows }) => !allows(platform))
    .map(({ what, remedy, allows, ...limit }) => {
      const elsewhere = Object.values(model.platforms)
        .filter(allows)
        .map(({ title }) => title);
      const liftedBy = [remedy, ...elsewhere.map(title => `${title}`)];
      const unit = limit.unit ? ` ${limit.unit}` : '';
      return {
        kind: 'veto',
        ...limit,
        source: platform.source,
        liftedBy,
        text: `${platform.title}: ${what} ${limit.value}${unit}, limit ${limit.limit}${limit.limit === 'none' ? '' : unit}. Lifted by ${liftedBy.join(', or ')}.`,
      };
    });
}

/** The policies of the organisation that rule a pattern out. */
export function filtersOf(
  profile: Profile,
  pattern: PlainPattern,
  { filters }: DecisionModel,
): Veto[] {
  return filters
    .filter(
      filter =>
        filter.pattern === pattern &&
        filter.when.every(condition => holds(condition, profile)),
    )
    .map(filter => ({
      kind: 'filter',
      id: filter.id,
      ...metBy(filter, profile),
      source: filter.source,
      liftedBy: [...filter.liftedBy],
      text: filter.text,
    }));
}

/** Whether a policy may apply, for all that the answers tell so far. */
export function couldMeet(
  { when }: OrganisationFilter,
  profile: Profile,
): boolean {
  return when.every(
    condition =>
      getAnswer(profile, condition.path) === undefined ||
      holds(condition, profile),
  );
}

/** The answers that a limit of the platform may rule functions out by. */
export function limitPaths({ limits }: Platform): QuestionPath[] {
  const limited: [QuestionPath, boolean][] = [
    ['workload.modelSizeGb', (limits.modelGb ?? limits.memoryGb) !== undefined],
    ['workload.memoryGb', limits.memoryGb !== undefined],
    ['workload.inferenceMs', limits.seconds !== undefined],
    ['workload.accelerator', limits.accelerators.length < 2],
  ];
  return limited.filter(([, is]) => is).map(([path]) => path);
}

function holds(condition: FilterCondition, profile: Profile): boolean {
  const answer = getAnswer(profile, condition.path);
  if (answer === undefined) {
    return false;
  }
  if ('is' in condition) {
    return condition.is.includes(answer);
  }
  return 'above' in condition
    ? Number(answer) > condition.above
    : Number(answer) < condition.below;
}

function limitOf(condition: FilterCondition): string | number {
  if ('is' in condition) {
    return `not ${condition.is.join(' or ')}`;
  }
  return 'above' in condition ? condition.above : condition.below;
}

/** The answer that meets the first condition of a filter. */
function metBy(
  { when: [condition] }: OrganisationFilter,
  profile: Profile,
): Pick<Veto, 'field' | 'value' | 'limit'> {
  if (!condition) {
    return { field: 'pattern', value: 'any', limit: 'not allowed' };
  }
  return {
    field: condition.path,
    value: getAnswer(profile, condition.path) ?? 'not known',
    limit: limitOf(condition),
  };
}
