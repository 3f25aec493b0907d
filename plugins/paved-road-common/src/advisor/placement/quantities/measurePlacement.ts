import { AssumptionSet } from '../../quantities/AssumptionSet';
import { LanguageModels } from '../languageModels';
import { PlacementMeasure } from '../measures';
import { Placement } from '../placements';
import { Gpu } from '../tables/rows';
import { TokenLoad } from '../TokenLoad';
import { cpuSetups, measureCpu } from './cpu';
import { hostedOffer, measureHosted } from './hostedApi';
import { gpuServers, gpuSetups } from './modelServers';
import { measureOwnGpu } from './ownGpu';
import { measureServerlessGpu } from './serverlessGpu';

/** Prices a placement for a load and says how fast it answers. */
export type PlacementMeasurer = (
  placement: Placement,
  load: TokenLoad,
) => PlacementMeasure;

/** All that a measure depends on beside the volume, the traffic and what is around the model. */
const shapeOf = ({
  inputTokens,
  longestInputTokens,
  outputTokens,
  callsPerTask,
  reusedPrefix,
  quality,
  residency,
  requirement,
  batch,
}: TokenLoad) =>
  [
    inputTokens,
    longestInputTokens,
    outputTokens,
    callsPerTask,
    reusedPrefix,
    quality,
    residency,
    requirement?.of,
    requirement?.seconds,
    batch,
  ].join();

/**
 * Measures placements, and keeps what does not depend on the volume, since most of the questions that are asked about
 * a load leave the shape of its calls as it is.
 */
export function placementMeasurer(
  models: LanguageModels,
  assume: AssumptionSet,
): PlacementMeasurer {
  const serversOf = keptBy((quality: TokenLoad['quality']) =>
    gpuServers(models, quality, assume),
  );
  const setupsBy = (
    hourOf: (gpu: Gpu) => Gpu['serverlessHour'],
    network: 'hopSeconds' | 'hostedNetwork',
  ) =>
    keptBy(
      (load: TokenLoad) =>
        gpuSetups(
          serversOf(load.quality),
          load,
          hourOf,
          assume.get(network),
          assume,
        ),
      shapeOf,
    );
  const own = setupsBy(({ hour }) => hour, 'hopSeconds');
  const serverless = setupsBy(
    ({ serverlessHour }) => serverlessHour,
    'hostedNetwork',
  );
  const hosted = keptBy(
    (load: TokenLoad) => hostedOffer(load, models, assume),
    shapeOf,
  );
  const cpu = keptBy(
    (load: TokenLoad) => cpuSetups(load, models, assume),
    shapeOf,
  );
  return (placement, load) => {
    switch (placement) {
      case 'hosted-api':
        return measureHosted(hosted(load), load, assume);
      case 'own-gpu':
        return measureOwnGpu(own(load), load, assume.get('hopSeconds'), assume);
      case 'serverless-gpu':
        return measureServerlessGpu(
          serverless(load),
          load,
          assume.get('hostedNetwork'),
          assume,
        );
      default:
        return measureCpu(cpu(load), load, assume);
    }
  };
}

/** Computes once for each key. */
function keptBy<T, R>(
  of: (input: T) => R,
  keyOf: (input: T) => unknown = input => input,
): (input: T) => R {
  const kept = new Map<unknown, R>();
  return input => {
    const key = keyOf(input);
    const found = kept.get(key) ?? of(input);
    kept.set(key, found);
    return found;
  };
}
