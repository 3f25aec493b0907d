import { AssumptionSet } from '../AssumptionSet';
import { LanguageModels } from '../prices/languageModels';
import { TokenLoad } from './TokenLoad';
import { PricedServer } from './modelServers';
import { computeRooflineCoefficients } from './roofline';

/** Share of the bandwidth at which weights are read. Not measured, so the spread is large. */
const bandwidthShare = 0.8;
const spread = 3;

/** The open models of a class that are served in 4 bits, on an instance without GPU. */
export function cpuServers(
  { open }: LanguageModels,
  quality: TokenLoad['quality'],
  assume: AssumptionSet,
): PricedServer[] {
  return open
    .filter(model => model.quality === quality && model.weightsGb.int4)
    .map(model => {
      const bytes = {
        weights: model.weightsGb.int4! * 1e9,
        kv: model.kvBytesPerToken,
      };
      return {
        hour: assume.get('cpuModelHour'),
        server: {
          model,
          precision: 'int4',
          ...bytes,
          memory: cpuMemory(assume) * 1e9,
          coefficients: computeRooflineCoefficients(model, bytes, {
            bandwidth: assume.get('cpuModelBandwidth') * 1e9,
            flops: assume.get('cpuModelTflops') * 1e12,
            stepSeconds: 0,
            bandwidthShare,
            // The assumption is the achieved rate.
            computeShare: 1,
          }),
          calibrated: false,
          spread,
        },
      };
    });
}

/** GB for weights and KV cache on that instance. */
export function cpuMemory(assume: AssumptionSet): number {
  return assume.get('cpuModelMemory') * assume.get('modelMemoryShare');
}
