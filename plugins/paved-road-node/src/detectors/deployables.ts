import { toError } from '@backstage/errors';
import {
  Finding,
  FindingKindName,
  FindingValue,
} from '@paved-road/plugin-paved-road-common';
import { FileProblem } from '../reading/describeYamlFault';
import { Detection, DetectorService } from './Detector';
import { isOwn, isSupporting } from './inventory';
import { RepositoryFile } from './RepositoryFile';
import { StructuredPart } from './StructuredPart';

export type Setting = FindingValue<'setting'>;
type Workload = Finding<'workloads'>;
type ServerlessFunction = Finding<'functions'>;
type Place = Pick<Workload, 'subject' | 'file' | 'line' | 'source'>;

export type Deployables = Required<Detection> & {
  found: { workloads: Workload[]; functions: ServerlessFunction[] };
};

export const absent: Setting = { exists: false };

const cut = <T>(value: T) =>
  typeof value === 'string' ? value.slice(0, 200) : value;

const isEmpty = (value: unknown) =>
  value === '' ||
  (typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 0);

/** A setting that exists if a part of a file does. */
export function toSetting(part: StructuredPart | undefined): Setting {
  if (!part || part.value === null || isEmpty(part.value)) {
    return absent;
  }
  const { value } = part;
  return ['string', 'number', 'boolean'].includes(typeof value)
    ? { exists: true, value: cut(value as string | number | boolean) }
    : { exists: true };
}

/** A workload without any setting, unless stated. */
export function toWorkload(
  technology: string,
  place: Place,
  settings: Partial<Workload> = {},
): Workload {
  return {
    readinessProbe: absent,
    livenessProbe: absent,
    resourceRequests: absent,
    memoryLimit: absent,
    scalingLimit: absent,
    ...settings,
    technology,
    ...place,
  };
}

/** A function without any setting, unless stated. */
export function toFunction(
  technology: string,
  place: Place,
  settings: Partial<ServerlessFunction> = {},
): ServerlessFunction {
  return {
    timeout: absent,
    concurrencyLimit: absent,
    runtimeSupported: true,
    ...settings,
    technology,
    ...place,
  };
}

/**
 * Ends of security updates, and so of support as managed run times. Sources: https://devguide.python.org/versions/,
 * https://github.com/nodejs/release#end-of-life-releases, https://www.ruby-lang.org/en/downloads/branches/,
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, https://endoflife.date/dotnet.
 */
const endsOfLife: [runtime: RegExp, date: string][] = [
  [/^python-?3\.?[0-6]\b|^python2/, '2021-12-23'],
  [/^python-?3\.?7\b/, '2023-06-27'],
  [/^python-?3\.?8\b/, '2024-10-07'],
  [/^python-?3\.?9\b/, '2025-10-31'],
  [/^python-?3\.?10\b/, '2026-10-31'],
  [/^node(js)?-?([1-9]|1[0-5])(\D|$)/, '2022-04-30'],
  [/^node(js)?-?1[67]\b/, '2023-09-11'],
  [/^node(js)?-?1[89]\b/, '2025-04-30'],
  [/^node(js)?-?2[01]\b/, '2026-04-30'],
  [/^ruby-?2/, '2023-03-31'],
  [/^ruby-?3\.?[01]\b/, '2025-03-31'],
  [/^ruby-?3\.?2\b/, '2026-03-31'],
  [/^go1\.x/, '2024-01-08'],
  [/^java8$/, '2024-01-08'],
  [/^dotnet-?(core[1-3]|5|7)/, '2024-05-14'],
  [/^dotnet-?6/, '2024-11-12'],
  [/^dotnet-?[89]$/, '2026-11-10'],
  [/^provided$/, '2024-01-08'],
];

/** The number of run times without updates, which change what is found in the same commit. @public */
export function countEndedRuntimes(now = new Date()): number {
  return endsOfLife.filter(([, date]) => now >= new Date(date)).length;
}

/** Whether a managed run time still gets updates. Unnamed ones count as supported: an image has none. */
export function isRuntimeSupported(runtime: string, now = new Date()): boolean {
  const name = runtime.toLowerCase().replace(/[|_ ]/g, '-');
  const end = endsOfLife.find(([pattern]) => pattern.test(name))?.[1];
  return end === undefined || now < new Date(end);
}

export const isPresent = (setting: Setting) =>
  'exists' in setting && setting.exists;

/** Whether a file describes what runs in production, as seen from the folder of the service. */
export function isProduction(path: string, { folder }: DetectorService) {
  return !isSupporting(
    isOwn(path, folder) ? path.slice(folder ? folder.length + 1 : 0) : path,
  );
}

/** Reads files of production one by one; a file that fails is unread. */
export async function readEach(
  files: RepositoryFile[],
  service: DetectorService,
  read: (file: RepositoryFile, result: Deployables) => void | Promise<void>,
): Promise<Deployables> {
  const result: Deployables = {
    found: { workloads: [], functions: [] },
    unread: [],
  };
  for (const file of files.filter(({ path }) => isProduction(path, service))) {
    try {
      await read(file, result);
    } catch (error) {
      result.unread.push(toUnread(file.path, toError(error).message));
    }
  }
  return result;
}

export function toUnread(
  subject: string,
  fault: string | FileProblem,
  kinds: FindingKindName[] = ['workloads', 'functions'],
): Required<Detection>['unread'][number] {
  const { problem, line } =
    typeof fault === 'string' ? { problem: fault } : fault;
  return { subject, problem, ...(line !== undefined && { line }), kinds };
}

/**
 * The text from an opening bracket to its end, by brackets outside strings; cut after 20,000 characters.
 *
 * @param start - position of the bracket
 * @param deepest - number of nested brackets whose text is kept
 */
export function readBlock(
  text: string,
  start: number,
  deepest = Infinity,
): string {
  const end = Math.min(text.length, start + 20_000);
  let depth = 0;
  let quote = '';
  let block = '';
  for (let at = start; at < end; at += 1) {
    const character = text[at];
    const isEscape = quote !== '' && character === '\\';
    if (quote) {
      quote = character === quote || character === '\n' ? '' : quote;
    } else if ('"\'`'.includes(character)) {
      quote = character;
    } else if ('([{'.includes(character)) {
      depth += 1;
    } else if (')]}'.includes(character)) {
      depth -= 1;
    }
    block += depth <= deepest ? text.slice(at, at + (isEscape ? 2 : 1)) : '';
    at += isEscape ? 1 : 0;
    if (depth === 0) {
      break;
    }
  }
  return block;
}
