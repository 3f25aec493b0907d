import { AssumptionSet } from '../../advisor/quantities/AssumptionSet';
import { formatCount, formatMoney } from '../../advisor/quantities/format';
import { transferSeverity } from '../../advisor/explain/risks/chattyServices';
import { SystemEdge } from '../systemComposition';
import { mostSevere, SystemFinding } from './findings';
import { SystemPart } from './SystemPart';

/** Number of components in the evidence; the others are only counted. */
const mostQuoted = 3;

/** A component that others of the system call, with the moved data. */
interface Called {
  part: SystemPart;
  callers: SystemPart[];
  /** USD per month between zones; absent if volume or data is unknown. */
  transfer?: number;
}

/**
 * Finds frequent calls between always-on components: by the cost of their data between zones, or by the number of calls
 * if that cost is unknown.
 *
 * @param monthly - the known cost of the system, USD per month
 */
export function chattyCalls(
  parts: readonly SystemPart[],
  edges: readonly SystemEdge[],
  monthly: number | undefined,
  assume: AssumptionSet,
): SystemFinding[] {
  const called = calledParts(parts, edges, assume);
  const findings = [
    ...(monthly === undefined ? [] : costlyCalls(called, monthly, assume)),
    ...manyCalls(called, assume),
  ];
  return findings.length === 0
    ? []
    : [
        {
          id: 'chatty-services',
          severity: mostSevere(findings.map(({ severity }) => severity)),
          components: [
            ...new Set(findings.flatMap(({ components }) => components)),
          ],
          evidence: findings.flatMap(({ evidence }) => evidence),
        },
      ];
}

function calledParts(
  parts: readonly SystemPart[],
  edges: readonly SystemEdge[],
  assume: AssumptionSet,
): Called[] {
  const alwaysOn = new Map(
    parts
      .filter(({ core }) => core !== undefined && core !== 'serverless')
      .map(part => [part.component.entityRef, part]),
  );
  return [...alwaysOn.values()].flatMap(part => {
    const callers = new Set(
      edges
        .filter(({ target }) => target === part.component.entityRef)
        .flatMap(({ source }) => alwaysOn.get(source) ?? []),
    );
    return callers.size > 0
      ? [{ part, callers: [...callers], transfer: transferTo(part, assume) }]
      : [];
  });
}

/*
 * Each request moves its data once, so the volume does not depend on the number of callers. Both sides pay for the
 * transfer.
 */
function transferTo(
  { requestsPerMonth, dataPerRequestMb }: SystemPart,
  assume: AssumptionSet,
): number | undefined {
  return requestsPerMonth === undefined || dataPerRequestMb === undefined
    ? undefined
    : 2 *
        assume.get('crossZoneGb') *
        assume.get('crossZoneShare') *
        (dataPerRequestMb / 1000) *
        requestsPerMonth;
}

type Finding = Omit<SystemFinding, 'id'>;

function costlyCalls(
  called: readonly Called[],
  monthly: number,
  assume: AssumptionSet,
): Finding[] {
  const measured = called
    .flatMap(({ transfer = 0, ...rest }) =>
      transfer > 0 ? [{ ...rest, transfer }] : [],
    )
    .sort((a, b) => b.transfer - a.transfer);
  const total = measured.reduce((sum, { transfer }) => sum + transfer, 0);
  const severity = transferSeverity(total, monthly, assume);
  return severity
    ? [
        {
          severity,
          components: collectComponentRefs(measured),
          evidence: [
            `Data between zones costs ${formatMoney(total)}/month for calls between components, where the components cost ${formatMoney(monthly)}.`,
            ...measured
              .slice(0, mostQuoted)
              .map(
                ({ part, callers, transfer }) =>
                  `${part.component.title}: ${formatCount(part.requestsPerMonth ?? 0)} requests/month of ${formatCount(part.dataPerRequestMb ?? 0)} MB from ${callers.length === 1 ? 'one component' : `${callers.length} components`} cost ${formatMoney(transfer)}.`,
              ),
          ],
        },
      ]
    : [];
}

/** Without known data, more calls than assumed are a finding. */
function manyCalls(
  called: readonly Called[],
  assume: AssumptionSet,
): Finding[] {
  const unknown = called.filter(({ transfer }) => transfer === undefined);
  const calls = unknown.reduce((sum, { callers }) => sum + callers.length, 0);
  const components = collectComponentRefs(unknown);
  const perComponent = calls / Math.max(components.length, 1);
  const assumed = assume.get('hops');
  return perComponent > assumed
    ? [
        {
          severity: 'low',
          components,
          evidence: [
            `${calls} calls between ${components.length} components whose data or volume is not known, ${formatCount(perComponent)} for each; the estimates assume ${formatCount(assumed)} hops of a request.`,
          ],
        },
      ]
    : [];
}

function collectComponentRefs(called: readonly Called[]): string[] {
  return [
    ...new Set(
      called
        .flatMap(({ part, callers }) => [part, ...callers])
        .map(({ component }) => component.entityRef),
    ),
  ];
}
