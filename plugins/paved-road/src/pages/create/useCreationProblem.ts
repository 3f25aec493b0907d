import {
  CreationCheckRequest,
  CreationProblem,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { useData } from '../../data/queries/useData';

const typingMs = 300;

/**
 * The problem that the creation check finds while typing. If the check fails, the run reports the problem.
 *
 * @param request - undefined if there is nothing to check yet
 */
export function useCreationProblem(
  field: CreationProblem['field'],
  request: CreationCheckRequest | undefined,
): string | undefined {
  const asked = request && JSON.stringify(request);
  const [checked, setChecked] = useState<string>();
  useDebounce(() => setChecked(asked), typingMs, [asked]);
  const { value, loading } = useData(
    ['creationProblems', checked],
    async api =>
      checked === undefined
        ? undefined
        : await api.checkCreation(JSON.parse(checked)),
  );
  const problem = value?.problems.find(candidate => candidate.field === field);
  return problem && !loading && checked === asked
    ? explainProblem(problem)
    : undefined;
}

export function explainProblem({
  message,
  remedy,
}: Pick<CreationProblem, 'message' | 'remedy'>): string {
  return `${message}. ${remedy}.`;
}
