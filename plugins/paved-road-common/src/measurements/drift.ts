import { Pattern } from '../advisor/profile/patterns';
import { Drift } from './schemas';

/** The declared and the observed architecture of an entity. @public */
export interface ObservedArchitecture {
  declaredPattern?: Pattern;
  /** References of entities whose APIs it consumes or on which it depends. */
  declaredCalls: readonly string[];
  /** Its deployed parts, such as images. */
  deployables?: { names: readonly string[]; source: string };
  /** References of entities that it called. */
  calls?: { targets: readonly string[]; source: string };
}

/** Names in a text; the others are counted. */
const mostNames = 5;

/**
 * Differences between the declared and the observed architecture, with evidence. Without an observation there is no
 * difference.
 */
export function listArchitectureDrift(
  architecture?: ObservedArchitecture,
): Drift[] {
  if (!architecture) {
    return [];
  }
  const { declaredPattern, declaredCalls, deployables, calls } = architecture;
  const names = [...new Set(deployables?.names)];
  const declared = new Set(declaredCalls);
  const targets = new Set(calls?.targets);
  const toEvidence = (
    texts: readonly string[],
    source: string,
  ): Drift['evidence'] => texts.map(text => ({ text, source }));
  const undeclared = [...targets].filter(ref => !declared.has(ref));
  const unseen = [...declared].filter(ref => !targets.has(ref));
  return [
    ...(deployables && declaredPattern === 'monolith' && names.length > 1
      ? [
          {
            id: 'several-deployables' as const,
            text: `Declared as a modular monolith, but deploys ${names.length} images.`,
            evidence: toEvidence(names, deployables.source),
          },
        ]
      : []),
    ...(calls && undeclared.length > 0
      ? [
          {
            id: 'undeclared-call' as const,
            text: `Calls entities that the catalog doesn't declare: ${joinNames(undeclared)}.`,
            evidence: toEvidence(undeclared, calls.source),
          },
        ]
      : []),
    ...(calls && unseen.length > 0
      ? [
          {
            id: 'unseen-call' as const,
            text: `Declares calls that were never observed: ${joinNames(unseen)}.`,
            evidence: toEvidence(unseen, calls.source),
          },
        ]
      : []),
  ];
}

function joinNames(names: readonly string[]): string {
  const more = names.length - mostNames;
  return `${names.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
