import type { Log, ReportingDescriptor, Result } from 'sarif';
import { CheckResult } from '../scorecards/schemas';
import {
  explainNextStep,
  findCause,
  formatEvidence,
  formatHeldFacts,
  formatRemedy,
  isOpen,
  LocatedVerdict,
  printable,
  rateSeverity,
} from './explain';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const INFORMATION = 'https://github.com/paved-road/paved-road';

/**
 * The verdicts in SARIF 2.1.0: a rule per check, and a result per check and entity, in the file of the entity. A waived
 * check is a suppressed result; passing and not applicable checks have that kind.
 *
 * @param options - `version`: version of the back end or the command; `onlyOpen`: only failing and unknown checks, for
 * readers that show every result as a problem
 * @public
 */
export function toSarif(
  verdicts: readonly LocatedVerdict[],
  options: { version: string; onlyOpen?: boolean },
): string {
  const reported = verdicts.flatMap(verdict =>
    verdict.result.results
      .filter(check => !options.onlyOpen || isOpen(check))
      .map(check => ({ verdict, check })),
  );
  const rules = new Map<string, ReportingDescriptor>();
  for (const { check } of reported) {
    // Only checks that do not pass have a fix.
    const known = rules.get(check.checkId);
    if (!known || !known.help) {
      rules.set(check.checkId, toRule(check));
    }
  }
  const ruleIds = [...rules.keys()];
  const held = verdicts.flatMap(({ result }) =>
    formatHeldFacts(result).map(text => `${result.entityRef}: ${text}`),
  );
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Paved Road',
            version: options.version,
            informationUri: INFORMATION,
            rules: [...rules.values()],
          },
        },
        ...(held.length > 0 && {
          invocations: [
            {
              executionSuccessful: true,
              toolExecutionNotifications: held.map(text => ({
                level: 'note',
                message: { text: message(text) },
              })),
            },
          ],
        }),
        columnKind: 'utf16CodeUnits',
        results: reported.map(({ verdict, check }) =>
          toResult(verdict, check, ruleIds.indexOf(check.checkId)),
        ),
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);
}

function toRule(check: CheckResult): ReportingDescriptor {
  const { checkId, title, track, level } = check;
  const description = { text: message(title) };
  const remediation = 'remediation' in check ? check.remediation : undefined;
  const url = remediation?.link?.url;
  return {
    id: checkId,
    shortDescription: description,
    fullDescription: description,
    ...(remediation && { help: { text: message(formatRemedy(remediation)) } }),
    // Other links are paths in the portal.
    ...(url && URL.canParse(url) && { helpUri: new URL(url).href }),
    properties: { track, level, tags: [track, level] },
  };
}

function toResult(
  { result, file }: LocatedVerdict,
  check: CheckResult,
  ruleIndex: number,
): Result {
  const { entityRef, blocking } = result;
  const { checkId, state, track, level, evidence } = check;
  const place = findCause(check) ?? file;
  const text = toSentences([
    `${entityRef}: ${check.title}`,
    state,
    explainNextStep(check) ?? '',
    formatEvidence(check),
  ]);
  return {
    ruleId: checkId,
    ruleIndex,
    ...toKindAndLevel(check, result),
    message: { text: message(text) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: toUri(place.path) },
          region: { startLine: place.line ?? 1 },
        },
        logicalLocations: [{ fullyQualifiedName: entityRef }],
      },
    ],
    partialFingerprints: { 'pavedRoadCheck/v1': `${entityRef} ${checkId}` },
    properties: {
      entityRef,
      state,
      track,
      level,
      blocking: blocking.includes(checkId),
      evidence,
      ...(check.state === 'unknown' && { details: check.details }),
    },
  };
}

function toKindAndLevel(
  check: CheckResult,
  result: LocatedVerdict['result'],
): Pick<Result, 'kind' | 'level' | 'suppressions'> {
  switch (check.state) {
    case 'pass':
      return { kind: 'pass', level: 'none' };
    case 'not-applicable':
      return { kind: 'notApplicable', level: 'none' };
    case 'waived':
      return {
        kind: 'fail',
        level: 'warning',
        suppressions: [
          {
            kind: 'external',
            status: 'accepted',
            justification: explainNextStep(check),
          },
        ],
      };
    default:
      return { kind: 'fail', level: rateSeverity(check, result) };
  }
}

/** Joins the parts as sentences. */
function toSentences(parts: string[]): string {
  return parts
    .map(part => part.trim())
    .filter(part => part !== '')
    .reduce(
      (text, part) => `${text}${/[.!?…]$/.test(text) ? '' : '.'} ${part}`,
    );
}

/** Escapes placeholders and links of SARIF. */
function message(text: string): string {
  return printable(text)
    .replace(/[{}]/g, brace => brace + brace)
    .replaceAll('](', '] (');
}

/** A path as a relative URL. */
function toUri(path: string): string {
  const encoded = printable(path).split('/').map(encodeURIComponent).join('/');
  // A relative reference must not begin with a slash or leave the repository.
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}
