import {
  Advice,
  AdviceRequestInput,
  Assessment,
} from '@paved-road/plugin-paved-road-common';
import { useMemo, useState } from 'react';
import { useModel } from '../../model';
import { useRecalculation } from '../useRecalculation';
import {
  toWhatIfInput,
  buildWhatIfRequest,
  WhatIfInput,
  WhatIfRequest,
} from './whatIfInput';

/** What would be if an assessment rested on something else; nothing of it is stored. */
export interface WhatIf {
  input: WhatIfInput;
  stored: WhatIfInput;
  /** What the fields ask for. */
  request: WhatIfRequest;
  isChanged: boolean;
  change: (changes: Partial<WhatIfInput>) => void;
  reset: () => void;
  /** The advice for the fields; the stored one while nothing is changed. */
  advice: Advice;
  /** The answers that the advice was given for. */
  profile: AdviceRequestInput['profile'];
  /** The advice is not that of the fields yet. */
  isPending: boolean;
  error?: Error;
  /** Counts the resets: fields that hold something of their own start anew. */
  resets: number;
}

/** Lets somebody change what an assessment rests on, and asks the service what it would lead to. */
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

  // A change is one of the assessment that it was made to, not of a newer version of it.
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
