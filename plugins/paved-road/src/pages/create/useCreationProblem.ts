import { useApi } from '@backstage/core-plugin-api';
import {
  CreationCheckRequest,
  CreationProblem,
} from '@paved-road/plugin-paved-road-common';
import { useEffect, useState } from 'react';
import { pavedRoadApiRef } from '../../data/api';

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
  const api = useApi(pavedRoadApiRef);
  const [found, setFound] = useState<{ asked: string; problem?: string }>();
  const asked = request && JSON.stringify(request);
  useEffect(() => {
    if (asked === undefined) {
      return undefined;
    }
    let isOutdated = false;
    const timer = setTimeout(async () => {
      const problems = await api.checkCreation(JSON.parse(asked)).then(
        answer => answer.problems,
        () => [],
      );
      if (!isOutdated) {
        const problem = problems.find(candidate => candidate.field === field);
        setFound({ asked, problem: problem && explainProblem(problem) });
      }
    }, typingMs);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [api, asked, field]);
  return found && found.asked === asked ? found.problem : undefined;
}

/** Problem and remedy in one text. */
export function explainProblem({
  message,
  remedy,
}: Pick<CreationProblem, 'message' | 'remedy'>): string {
  return `${message}. ${remedy}.`;
}
