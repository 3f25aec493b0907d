import { parseEntityRef } from '@backstage/catalog-model';
import { Risk } from '../../advisor/explain/advice';
import { AssumptionSet } from '../../advisor/quantities/AssumptionSet';
import { formatCount, formatShare } from '../../advisor/quantities/format';
import { Severity } from '../../advisor/explain/risks/types';
import { SharedRisk, SystemEdge } from '../systemComposition';
import { SystemPart } from './SystemPart';

/** A finding for a risk; several may become one risk. */
export type SystemFinding = Pick<
  SharedRisk,
  'id' | 'severity' | 'components' | 'evidence'
>;

const severities: readonly Severity[] = ['high', 'medium', 'low'];

/** Compares by severity, highest first. */
export function bySeverity(
  a: { severity: Severity },
  b: { severity: Severity },
): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}

/** The highest severity in a list that is not empty. */
export function mostSevere(found: readonly Severity[]): Severity {
  return severities.find(severity => found.includes(severity)) ?? 'low';
}

/** Number of components in the evidence; the others are only counted. */
const mostQuoted = 5;

/** Risks of two or more components. */
export function sharedRisks(parts: readonly SystemPart[]): SystemFinding[] {
  const found = new Map<Risk['id'], { part: SystemPart; risk: Risk }[]>();
  for (const part of parts) {
    for (const risk of part.risks) {
      found.set(risk.id, [...(found.get(risk.id) ?? []), { part, risk }]);
    }
  }
  return [...found]
    .filter(([, those]) => those.length > 1)
    .map(([id, those]) => ({
      id,
      severity: mostSevere(those.map(({ risk }) => risk.severity)),
      components: those.map(({ part }) => part.component.entityRef),
      evidence: [
        ...those
          .slice(0, mostQuoted)
          .map(
            ({ part, risk }) =>
              `${part.component.title}: ${risk.evidence.map(({ text }) => text).join(' ')}`,
          ),
        ...(those.length > mostQuoted
          ? [`And ${those.length - mostQuoted} more.`]
          : []),
      ],
    }));
}

/**
 * Owners with more components, including services, than their people can run. The team size is the largest in the
 * assessments of their components.
 */
export function thinTeams(
  parts: readonly SystemPart[],
  assume: AssumptionSet,
): SystemFinding[] {
  const byOwner = new Map<string, SystemPart[]>();
  for (const part of parts) {
    if (part.owner) {
      byOwner.set(part.owner, [...(byOwner.get(part.owner) ?? []), part]);
    }
  }
  const perDeployable = assume.get('peoplePerDeployable');
  const thin = [...byOwner].flatMap(([owner, owned]) => {
    const sizes = owned.flatMap(({ teamSize }) => teamSize ?? []);
    const people = Math.max(...sizes);
    const needed = owned.length * perDeployable;
    const runsServices = owned.some(({ core }) => core === 'microservices');
    return owned.length > 1 &&
      runsServices &&
      sizes.length > 0 &&
      people < needed
      ? [{ owner, owned, people, needed }]
      : [];
  });
  return thin.length === 0
    ? []
    : [
        {
          id: 'premature-microservices',
          severity: mostSevere(
            thin.map(({ owned, people }) =>
              people < owned.length ? 'high' : 'medium',
            ),
          ),
          components: thin.flatMap(({ owned }) =>
            owned.map(({ component }) => component.entityRef),
          ),
          evidence: thin.map(
            ({ owner, owned, people, needed }) =>
              `${parseEntityRef(owner).name}: ${people} people for ${owned.length} components of the system; ${formatCount(needed)} can run them, on-call included.`,
          ),
        },
      ];
}

/**
 * Functions that call functions. Each has few cold starts, but a caller that waits for several meets them more often. A
 * function with many cold starts has this risk in its own assessment.
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
              `${part.component.title}: ${formatShare(own)} of the requests meet its own cold start, ${formatShare(together)} its own or one of the ${called.length === 1 ? 'function' : `${called.length} functions`} that it calls, where it waits for them.`,
          ),
        },
      ];
}
