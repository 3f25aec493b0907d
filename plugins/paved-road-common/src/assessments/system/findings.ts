import { Severity } from '../../advisor/risks/types';
import { SharedRisk } from '../systemComposition';

/** What is found for a failure pattern, before it is put together with other finds for it. */
export type SystemFinding = Pick<
  SharedRisk,
  'id' | 'severity' | 'components' | 'evidence'
>;

const severities: readonly Severity[] = ['high', 'medium', 'low'];

/** The more severe ones first. */
export function bySeverity(
  a: { severity: Severity },
  b: { severity: Severity },
): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}

/** The most severe of severities, of which there is at least one. */
export function mostSevere(found: readonly Severity[]): Severity {
  return severities.find(severity => found.includes(severity)) ?? 'low';
}
