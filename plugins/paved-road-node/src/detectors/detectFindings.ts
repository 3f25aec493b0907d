import { toError } from '@backstage/errors';
import {
  Finding,
  FindingKindName,
  RepositoryFindings,
} from '@paved-road/plugin-paved-road-common';
import {
  findingKindNames,
  findingKinds,
  mostFindings,
} from '@paved-road/plugin-paved-road-common/rules';
import { Detection, Detector, DetectorService } from './Detector';
import { giveWay } from './inTurns';
import { isOwn } from './inventory';
import { RepositoryFile } from './RepositoryFile';

/** Limits of stored findings, see `repositoryFindingsSchema`. */
const mostCharacters = { text: 200, file: 500, problem: 500 };
/** Characters of all findings, so that the fact stays below its limit. */
const mostStored = 700_000;
/** Unread parts that are kept for each kind. */
const mostUnreadOfKind = 5;

/** Kinds of which only the findings closest to production count. */
const rankedKinds: FindingKindName[] = ['workloads', 'functions'];

interface RankedFinding {
  finding: Finding;
  rank: number;
}

function comparePlaces(
  { finding: a }: RankedFinding,
  { finding: b }: RankedFinding,
): number {
  if (a.file === b.file) {
    return a.line - b.line;
  }
  return a.file < b.file ? -1 : 1;
}

const cut = (text: string, length: number) =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** Cuts all texts of a finding to the lengths of the schema. */
function cutTexts(finding: Finding): Finding {
  const cutValue = (key: string, value: unknown): unknown => {
    if (typeof value === 'string') {
      return cut(value, mostCharacters[key === 'file' ? 'file' : 'text']);
    }
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([name, part]) => [
            name,
            typeof part === 'string'
              ? cut(
                  part,
                  mostCharacters[name === 'unknown' ? 'problem' : 'text'],
                )
              : part,
          ]),
        )
      : value;
  };
  return Object.fromEntries(
    Object.entries(finding).map(([key, value]) => [key, cutValue(key, value)]),
  ) as unknown as Finding;
}

/**
 * The findings in the folder of the service; without any, the findings elsewhere that name it. Workloads and functions
 * of other services are no subjects of this one, unless the folder only builds an image: then what is deployed from the
 * root is taken as its deployment. Images, dependencies and others in the root can cover it.
 */
function preferOwn(
  all: RankedFinding[],
  kind: FindingKindName,
  folder: string,
): RankedFinding[] {
  const own = all.filter(({ finding }) => isOwn(finding.file, folder));
  const isRanked = rankedKinds.includes(kind);
  const isEnough = isRanked ? own.some(({ rank }) => rank > 0) : own.length > 0;
  if (isEnough || folder === '') {
    return own;
  }
  const name = folder
    .slice(folder.lastIndexOf('/') + 1)
    .replace(/[^\w-]/g, '.');
  const isName = new RegExp(`(^|[^a-z0-9])${name}([^a-z0-9]|$)`, 'i');
  const named = all.filter(
    ({ finding }) =>
      !isOwn(finding.file, folder) && isName.test(finding.subject),
  );
  if (named.length > 0) {
    return named;
  }
  return isRanked && own.length === 0 ? [] : all;
}

/** The findings of a kind that count, and the lowest rank of a file that could add some. */
function selectFindings(
  detections: { detector: Detector; detection: Detection }[],
  kind: FindingKindName,
  folder: string,
): { findings: Finding[]; rank: number } {
  const all = detections.flatMap(({ detector: { rank = 0 }, detection }) =>
    ((detection.found[kind] ?? []) as Finding[]).map(finding => ({
      finding,
      rank,
    })),
  );
  const selected =
    findingKinds[kind].rule === 'property' ? preferOwn(all, kind, folder) : all;
  const rank = rankedKinds.includes(kind)
    ? Math.max(0, ...selected.map(item => item.rank))
    : 0;
  return {
    findings: selected
      .filter(item => item.rank >= rank)
      .toSorted(comparePlaces)
      .map(({ finding }) => cutTexts(finding)),
    rank,
  };
}

/** Keeps the first unread parts of each kind. */
function limitUnread(
  unread: RepositoryFindings['unread'],
): RepositoryFindings['unread'] {
  const counts = new Map<FindingKindName, number>();
  return unread.filter(({ kinds }) => {
    const isNeeded = kinds.some(
      kind => (counts.get(kind) ?? 0) < mostUnreadOfKind,
    );
    for (const kind of isNeeded ? kinds : []) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return isNeeded;
  });
}

/** The number of findings of each kind that fits into the fact. */
function countStored(findings: Finding[][], most: number): number {
  const stored = findings.map(list => list.slice(0, most));
  return JSON.stringify(stored).length > mostStored
    ? countStored(findings, Math.floor(most / 2))
    : most;
}

/**
 * Runs the detectors on the texts of a repository.
 *
 * @param texts - content of the recognised files by their path, or the reason why a file was not read
 */
export async function detectFindings(
  detectors: readonly Detector[],
  service: DetectorService,
  texts: ReadonlyMap<string, { text: string } | { problem: string }>,
): Promise<RepositoryFindings> {
  const files = new Map<string, RepositoryFile>();
  for (const [path, content] of texts) {
    if ('text' in content) {
      files.set(path, new RepositoryFile(path, content.text));
    }
  }
  const unread: (RepositoryFindings['unread'][number] & { rank: number })[] =
    [];
  const detections: { detector: Detector; detection: Detection }[] = [];
  for (const detector of detectors) {
    await giveWay();
    const { kinds, rank = 0 } = detector;
    const recognised = service.files.filter(path =>
      detector.recognises(path, service.folder),
    );
    for (const path of recognised) {
      const content = texts.get(path);
      if (
        content &&
        'problem' in content &&
        (detector.isLikely?.(path) ?? true)
      ) {
        unread.push({ subject: path, problem: content.problem, kinds, rank });
      }
    }
    try {
      const detection = await detector.detect(
        recognised.flatMap(path => files.get(path) ?? []),
        service,
      );
      detections.push({ detector, detection });
      unread.push(...(detection.unread ?? []).map(item => ({ ...item, rank })));
    } catch (error) {
      // A detector of a third party may fail.
      unread.push({
        subject: detector.title,
        problem: toError(error).message,
        kinds,
        rank,
      });
    }
  }
  const selected = new Map(
    findingKindNames.map(kind => [
      kind,
      selectFindings(detections, kind, service.folder),
    ]),
  );
  const most = countStored(
    [...selected.values()].map(({ findings }) => findings),
    mostFindings,
  );
  const found = Object.fromEntries(
    [...selected].map(([kind, { findings }]) => [
      kind,
      findings.slice(0, most),
    ]),
  ) as unknown as RepositoryFindings['found'];
  const tooMany = [...selected]
    .filter(([, { findings }]) => findings.length > most)
    .map(([kind]) => ({
      subject: 'The repository',
      problem: `has more than ${most} ${findingKinds[kind].title}, the others do not count`,
      kinds: [kind],
    }));
  // What would be ignored need not be read.
  const relevant = unread
    .map(({ rank, ...item }) => ({
      ...item,
      kinds: item.kinds.filter(kind => rank >= selected.get(kind)!.rank),
    }))
    .filter(({ kinds }) => kinds.length > 0);
  return {
    found,
    unread: limitUnread([...tooMany, ...relevant]).map(item => ({
      ...item,
      subject: cut(item.subject, mostCharacters.file),
      problem: cut(item.problem, mostCharacters.problem),
    })),
    searched: Object.fromEntries(
      findingKindNames.map(kind => [
        kind,
        detectors
          .filter(({ kinds }) => kinds.includes(kind))
          .map(({ searched }) => searched),
      ]),
    ),
  };
}
