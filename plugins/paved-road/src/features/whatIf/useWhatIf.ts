import {
  Advice,
  AdviceRequestInput,
  Assessment,
  Placement,
} from '@paved-road/plugin-paved-road-common';
import { useMemo, useState } from 'react';
import { useModel } from '../../ui/model';
import { useRecalculation } from '../../data/assessments/useRecalculation';
import {
  toWhatIfInput,
  buildWhatIfRequest,
  WhatIfInput,
  WhatIfRequest,
} from './whatIfInput';

/** An assessment with changed inputs. Nothing is stored. */
export interface WhatIf {
  input: WhatIfInput;
  stored: WhatIfInput;
  /** The request built from the fields. */
  request: WhatIfRequest;
  isChanged: boolean;
  change: (changes: Partial<WhatIfInput>) => void;
  reset: () => void;
  /** The advice for the fields; the stored advice without changes. */
  advice: Advice;
  /** The decided placement of the language model. */
  decided?: Placement;
  /** The answers behind the advice. */
  profile: AdviceRequestInput['profile'];
  /** The advice does not match the fields yet. */
  isPending: boolean;
  error?: Error;
  /** Number of resets; used as a key to reset fields with local state. */
  resets: number;
}

/** Changes the inputs of an assessment and requests the resulting advice. */
export function useWhatIf(assessment: Assessment): WhatIf {
  const { id, etag } = assessment;
  const model = useModel();
  const stored = useMemo(
    () => toWhatIfInput(assessment, model),
    [assessment, model],
  );
  const version = `${id} ${etag}`;
  const [changed, setChanged] = useState<{
    version: string;
    input: WhatIfInput;
  }>();
  const [resets, setResets] = useState(0);

  // Changes apply only to the version of the assessment they were made on.
  const input = changed?.version === version ? changed.input : stored;
  const request = buildWhatIfRequest(input, stored, model);
  const isChanged =
    JSON.stringify(request) !==
    JSON.stringify(buildWhatIfRequest(stored, stored, model));
  const answer = useRecalculation(assessment, isChanged ? request : undefined);
  return {
    isPending: answer.isPending,
    error: answer.error,
    advice: answer.advice ?? assessment.advice,
    profile: answer.adviceRequest?.profile ?? assessment.profile,
    decided: assessment.decision?.placement,
    input,
    stored,
    request,
    isChanged,
    resets,
    change: changes => setChanged({ version, input: { ...input, ...changes } }),
    reset: () => {
      setChanged(undefined);
      setResets(resets + 1);
    },
  };
}
