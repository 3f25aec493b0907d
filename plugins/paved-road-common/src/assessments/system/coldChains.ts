import { AssumptionSet } from '../../advisor/quantities/AssumptionSet';
import { formatShare } from '../../advisor/quantities/format';
import { SystemEdge } from '../systemComposition';
import { SystemFinding } from './findings';
import { SystemPart } from './SystemPart';

/**
 * Functions that call functions: each may meet a cold start seldom enough, but who waits for several
 * meets one of theirs more often. Functions that are exposed by themselves say so in their own
 * assessment.
 */
export function coldChains(
  parts: readonly SystemPart[],
  edges: readonly SystemEdge[],
  assume: AssumptionSet,
): SystemFinding[] {
  const tolerated = assume.get('coldShareOfP99');
  const byRef = new Map(parts.map(part => [part.component.entityRef, part]));
  const chains = parts.flatMap(part => {
    const { coldStartProbability: own, hasLatencyRequirement } = part;
    if (own === undefined || own > tolerated || !hasLatencyRequirement) {
      return [];
    }
    const called = new Set(
      edges
        .filter(({ source }) => source === part.component.entityRef)
        .flatMap(({ target }) => byRef.get(target) ?? [])
        .filter(({ coldStartProbability }) => coldStartProbability),
    );
    const warm = [...called].reduce(
      (share, { coldStartProbability = 0 }) =>
        share * (1 - coldStartProbability),
      1 - own,
    );
    return 1 - warm > tolerated
      ? [{ part, called: [...called], own, together: 1 - warm }]
      : [];
  });
  return chains.length === 0
    ? []
    : [
        {
          id: 'cold-start-exposure',
          severity: 'medium',
          components: [
            ...new Set(
              chains
                .flatMap(({ part, called }) => [part, ...called])
                .map(({ component }) => component.entityRef),
            ),
          ],
          evidence: chains.map(
            ({ part, called, own, together }) =>
              `${part.component.title}: ${formatShare(own)} of the requests meet a cold start of its own, ${formatShare(together)} one of its own or of the ${called.length === 1 ? 'function' : `${called.length} functions`} that it calls, where it waits for them.`,
          ),
        },
      ];
}
