import { Risk } from '../../advisor/advice';
import { mostSevere, SystemFinding } from './findings';
import { SystemPart } from './SystemPart';

/** So many components are quoted; all are counted. */
const mostQuoted = 5;

/** The failure patterns that two or more components run into. */
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
