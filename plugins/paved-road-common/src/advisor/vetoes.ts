import { PlatformId, Veto } from './advice';
import { Profile } from './profile';
import { Platform, platformModels, platforms } from './quantities/platforms';

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
export function vetoesOf(profile: Profile, platformId: PlatformId): Veto[] {
  const platform = platformModels[platformId];
  return limitsOf(profile, platform)
    .filter(({ allows }) => !allows(platform))
    .map(({ what, remedy, allows, ...limit }) => {
      const elsewhere = platforms.filter(allows).map(({ title }) => title);
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
