import { eligibleWinner } from './rank';
import { Placement } from '../profile/placements';
import { Profile } from '../profile/profile';
import { requiredPercentiles } from '../quantities/languageModels/measures';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { ModelCall } from '../quantities/workload';
import { QuestionPath } from '../profile/questions';
import { PlacementRanking } from './rankPlacements';

/** The application around a language model, for ranking patterns once the placement is known. */
export interface Application {
  profile: Profile;
  /** How it calls the model; absent where that runs in it. */
  call?: ModelCall;
  /** Questions whose answers follow from the placement. */
  settled: ReadonlySet<QuestionPath>;
}

const ofAModelElsewhere: ReadonlySet<QuestionPath> = new Set<QuestionPath>([
  'workload.accelerator',
  'workload.inferenceMs',
  'workload.memoryGb',
  'workload.modelSizeGb',
]);

const ofAModelInside: ReadonlySet<QuestionPath> = new Set<QuestionPath>([
  'workload.accelerator',
]);

/**
 * The application for a placement. A model elsewhere becomes a call to wait for: no accelerator, no model to
 * load, and little memory or CPU time. A model on the application's CPUs is part of the workload, as for any other
 * model.
 *
 * @param decided - the placement that a person decided for; by default the recommended one
 */
export function toApplication(
  profile: Profile,
  ranking: PlacementRanking,
  assume: AssumptionSet,
  decided?: Placement,
): Application {
  const { workload } = profile;
  const { options, load, measures } = ranking;
  // Without an eligible placement, the application calls a model elsewhere whose time is not known.
  const placement = decided ?? eligibleWinner(ranking);
  const measure = placement && measures?.[placement];
  const latency = measure?.status === 'measured' ? measure.latency : undefined;
  if (placement === 'cpu') {
    const weightsGb =
      measure?.status === 'measured' ? measure.setup.weightsGb : undefined;
    return {
      profile: {
        ...profile,
        workload: {
          ...workload,
          accelerator: 'none',
          inferenceMs:
            workload?.inferenceMs ?? (latency && latency.response.p50 * 1000),
          modelSizeGb: workload?.modelSizeGb ?? weightsGb,
          memoryGb:
            workload?.memoryGb ??
            (weightsGb && weightsGb + assume.get('applicationMemory')),
        },
      },
      settled: ofAModelInside,
    };
  }
  const handling = assume.get('callHandlingSeconds');
  const waiting = latency?.response.p50;
  // A requirement applies to the same part of the answer as for placements.
  const required =
    load.status === 'known'
      ? requiredPercentiles(measure, load.mid)
      : undefined;
  const seconds = required ?? latency?.response;
  return {
    profile: {
      ...profile,
      workload: {
        ...workload,
        accelerator: 'none',
        modelSizeGb: 0,
        memoryGb: assume.get('callerMemory'),
        inferenceMs:
          waiting === undefined ? undefined : (waiting + handling) * 1000,
      },
    },
    call: {
      // While it is not known how long a call takes, nearly all of it is waiting.
      waitingShare: waiting === undefined ? 1 : waiting / (waiting + handling),
      ...(seconds && { seconds }),
      missing:
        load.status === 'unknown'
          ? load.missing
          : options
              .filter(({ option }) => !placement || option === placement)
              .flatMap(({ vetoes }) => vetoes.map(({ field }) => field)),
    },
    settled: ofAModelElsewhere,
  };
}
