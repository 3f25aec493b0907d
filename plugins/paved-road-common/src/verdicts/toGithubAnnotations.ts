import { CheckResult } from '../scorecards/schemas';
import {
  explainNextStep,
  formatEvidence,
  formatVerdict,
  isOpen,
  LocatedVerdict,
  printable,
  rateSeverity,
  Severity,
} from './explain';

const commands: Record<Severity, string> = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
};

const severities = Object.keys(commands) as Severity[];

/**
 * The verdicts as workflow commands of GitHub, which shows them at the file of the entity: the verdict, then failing
 * and unknown checks, worst first, because GitHub shows only ten of each kind.
 *
 * @public
 */
export function toGithubAnnotations(
  verdicts: readonly LocatedVerdict[],
): string {
  return verdicts
    .flatMap(verdict => {
      const { result } = verdict;
      const open = result.results
        .filter(isOpen)
        .map(check => ({ check, severity: rateSeverity(check, result) }))
        .toSorted(
          (a, b) =>
            severities.indexOf(a.severity) - severities.indexOf(b.severity),
        );
      return [
        toCommand(verdict, {
          command: result.verdict === 'deny' ? 'error' : 'notice',
          title: result.entityRef,
          message: formatVerdict(result),
        }),
        ...open.map(({ check, severity }) =>
          toCommand(verdict, {
            command: commands[severity],
            title: `${check.title} (${check.checkId}, ${check.level})`,
            message: formatMessage(check),
          }),
        ),
      ];
    })
    .join('\n');
}

function formatMessage(check: CheckResult): string {
  return [`${check.state}: ${explainNextStep(check)}`, formatEvidence(check)]
    .filter(Boolean)
    .map(printable)
    .join('\n');
}

function toCommand(
  { file }: LocatedVerdict,
  {
    command,
    title,
    message,
  }: { command: string; title: string; message: string },
): string {
  const properties = {
    file: file.path,
    line: String(file.line ?? 1),
    title: printable(title),
  };
  const text = Object.entries(properties)
    .map(([name, value]) => `${name}=${escapeProperty(value)}`)
    .join(',');
  return `::${command} ${text}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
