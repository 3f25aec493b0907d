import { Risk } from '../../advisor/explain/advice';
import {
  DecisionModel,
  defaultModel,
} from '../../advisor/options/DecisionModel';
import { patternDescriptions } from '../../advisor/options/patterns/descriptions';
import { Pattern, patterns } from '../../advisor/profile/patterns';
import { AssumptionSet } from '../../advisor/quantities/AssumptionSet';
import { knownRisks } from '../../advisor/explain/risks/findRisks';
import {
  SharedRisk,
  SystemComposition,
  SystemEdge,
} from '../systemComposition';
import { chattyCalls } from './chattyCalls';
import {
  coldChains,
  bySeverity,
  mostSevere,
  SystemFinding,
  sharedRisks,
  thinTeams,
} from './findings';
import {
  totalLanguageModels,
  languageModelsText,
  sumRanges,
} from './languageModels';
import { SystemPart } from './SystemPart';

/** The components of a system with their assessments. @public */
export interface SystemParts {
  /** Entity reference of the system. */
  entityRef: string;
  parts: readonly SystemPart[];
  /** Calls between them. */
  edges: readonly SystemEdge[];
  /** Number of all components, if `parts` has only some. */
  totalComponents?: number;
}

/**
 * Summarizes a system: its pattern, its cost, and the risks that components share or that lie between them.
 *
 * @param model - has the assumptions about calls between components
 * @public
 */
export function composeSystem(
  { entityRef, parts, edges, totalComponents = parts.length }: SystemParts,
  model: DecisionModel = defaultModel,
): SystemComposition {
  const assume = new AssumptionSet({}, model.assumptions);
  const patternMix = countComponentsByPattern(parts);
  const pattern = patternMix.length > 1 ? 'hybrid' : patternMix.at(0)?.pattern;
  const cost = summarizeCosts(parts);
  const languageModels = totalLanguageModels(parts);
  const assessed = parts.filter(({ component }) => component.assessment).length;
  return {
    entityRef,
    components: parts.map(({ component }) => component),
    assessed,
    patternMix,
    ...(pattern && { pattern }),
    text: [
      sentencesFor(
        patternMix,
        pattern,
        { count: parts.length, assessed },
        totalComponents,
      ),
      ...(languageModels ? [languageModelsText(languageModels)] : []),
    ].join(' '),
    ...(cost && { cost }),
    ...(languageModels && { languageModels }),
    edges: [...edges],
    risks: risksFrom([
      ...sharedRisks(parts),
      ...chattyCalls(parts, edges, cost?.monthly.mid, assume),
      ...coldChains(parts, edges, assume),
      ...thinTeams(parts, assume),
    ]),
  };
}

function countComponentsByPattern(
  parts: readonly SystemPart[],
): SystemComposition['patternMix'] {
  return patterns
    .map(pattern => ({
      pattern,
      components: parts.filter(
        ({ component: { assessment } }) =>
          assessment?.pattern === pattern &&
          assessment.verdict !== 'not-enough-answers',
      ).length,
    }))
    .filter(({ components }) => components > 0)
    .sort((a, b) => b.components - a.components);
}

function summarizeCosts(
  parts: readonly SystemPart[],
): SystemComposition['cost'] {
  const known = parts.flatMap(
    ({ component }) => component.assessment?.monthly ?? [],
  );
  return known.length === 0
    ? undefined
    : {
        monthly: sumRanges(known),
        components: known.length,
      };
}

/** Merges findings for the same risk. */
function risksFrom(findings: readonly SystemFinding[]): SharedRisk[] {
  const byId = new Map<Risk['id'], SystemFinding[]>();
  for (const finding of findings) {
    byId.set(finding.id, [...(byId.get(finding.id) ?? []), finding]);
  }
  return knownRisks
    .flatMap(({ id, title, mitigations }) => {
      const found = byId.get(id) ?? [];
      return found.length === 0
        ? []
        : [
            {
              id,
              severity: mostSevere(found.map(({ severity }) => severity)),
              title,
              components: [
                ...new Set(found.flatMap(({ components }) => components)),
              ],
              evidence: found.flatMap(({ evidence }) => evidence),
              mitigations: [...mitigations],
            },
          ];
    })
    .sort(bySeverity);
}

function sentencesFor(
  patternMix: SystemComposition['patternMix'],
  pattern: Pattern | undefined,
  { count, assessed }: { count: number; assessed: number },
  total: number,
): string {
  const withPattern = patternMix.reduce((sum, mix) => sum + mix.components, 0);
  const open = count - assessed;
  const unclear = assessed - withPattern;
  const sentences: string[] = [];
  if (count === 0) {
    sentences.push('The system has no components.');
  } else if (assessed === 0) {
    sentences.push(
      count === 1
        ? 'Its only component is not assessed yet.'
        : `None of the ${count} components is assessed yet.`,
    );
  } else {
    if (pattern) {
      const mix = patternMix.map(
        ({ pattern: id, components }, index) =>
          `${index === 0 ? counted(components, 'component') : components} as ${patternTitle(id).toLowerCase()}`,
      );
      sentences.push(`${patternTitle(pattern)}: ${mix.join(', ')}.`);
    }
    if (unclear > 0) {
      sentences.push(
        `${counted(unclear, 'component')} ${unclear === 1 ? 'has' : 'have'} not enough answers for a pattern.`,
      );
    }
    if (open > 0) {
      sentences.push(
        `${counted(open, 'component')} ${open === 1 ? 'is' : 'are'} not assessed yet.`,
      );
    }
  }
  if (total > count) {
    sentences.push(
      `Only the first ${count} of ${total} components are included.`,
    );
  }
  return sentences.join(' ');
}

function patternTitle(pattern: Pattern): string {
  return patternDescriptions[pattern].title;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
