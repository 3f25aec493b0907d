import { Veto } from '../advisor/choice/schemas';
import { formatSeconds } from '../advisor/quantities/format';
import { getComparedLatency } from '../advisor/quantities/languageModels/comparedLatency';
import { PlacementLatency } from '../advisor/quantities/languageModels/schemas';
import { LatencyEstimate } from '../advisor/quantities/schemas';

export function capitalised(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}

/** Why an option is ruled out, in sentences without its name. */
export function describeVetoes(
  vetoes: readonly Pick<Veto, 'text'>[],
  name: string,
): string[] {
  return vetoes.map(({ text }) =>
    text.startsWith(`${name}: `)
      ? capitalised(text.slice(name.length + 2))
      : text,
  );
}

/** The p99 or p95 that exceeds a requirement, such as "p99 1.3 s, required 1 s". */
export const describeMissedLatency = (
  name: string,
  seconds: number,
  required: number,
): string =>
  `${name} ${formatSeconds(seconds)}, required ${formatSeconds(required)}`;

interface DescribedLatency {
  /** The 95th percentile, such as "3.8 s". */
  latency: string;
  missed?: string;
}

/** @param required - in seconds */
function describeLatency(
  what: string,
  { p95, p99 }: { p95: number; p99: number },
  isMet?: boolean,
  required = 0,
): DescribedLatency {
  const [name, seconds] = p95 > required ? ['p95', p95] : ['p99', p99];
  return {
    latency: `${what}${formatSeconds(p95)}`,
    ...(isMet === false && {
      missed: describeMissedLatency(`${what}${name}`, seconds, required),
    }),
  };
}

export function describePatternLatency(
  latency: LatencyEstimate | undefined,
): Partial<DescribedLatency> {
  return latency?.status === 'estimated'
    ? describeLatency(
        '',
        latency,
        latency.meetsRequirement,
        latency.requirement,
      )
    : {};
}

export function describeModelLatency(
  latency: PlacementLatency | undefined,
): Partial<DescribedLatency> {
  if (latency?.status !== 'estimated') {
    return {};
  }
  const compared = getComparedLatency(latency);
  return describeLatency(
    `${compared.kind.replace('-', ' ')} `,
    compared,
    latency.meetsRequirement,
    latency.requirement?.seconds,
  );
}
