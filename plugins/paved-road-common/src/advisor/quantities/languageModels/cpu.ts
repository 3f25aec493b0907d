import { AssumptionSet } from '../AssumptionSet';
import { LanguageModels, selectOpenModels } from '../prices/languageModels';
import { NeededModel, PricedServer } from './modelServers';
import { computeRooflineCoefficients } from './roofline';

/** Share of the bandwidth at which weights are read. Not measured, so the spread is large. */
const bandwidthShare = 0.8;
const spread = 3;

/** The open models of a class that are served in 4 bits, on an instance without GPU. */
export function cpuServers(
  models: LanguageModels,
  needed: NeededModel,
  assume: AssumptionSet,
): PricedServer[] {
  return selectOpenModels(models, needed)
    .filter(model => model.weightsGb.int4)
    .map(model => {
      const bytes = {
        weights: model.weightsGb.int4! * 1e9,
        kv: model.kvBytesPerToken,
      };
      return {
        hour: assume.get('cpuModelHour'),
        isLargest: true,
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
