import { toError } from '@backstage/errors';
import {
  Finding,
  FindingKindName,
  RepositoryFindings,
} from '@paved-road/plugin-paved-road-common';
import {
  findingKindNames,
  findingKinds,
} from '@paved-road/plugin-paved-road-common/rules';
import { Detection, Detector, DetectorService } from './Detector';
import { giveWay } from './inTurns';
import { isOwn } from './inventory';
import { RepositoryFile } from './RepositoryFile';

/** Limits of stored findings, see `repositoryFindingsSchema`. */
const mostFindings = 200;
const mostUnread = 100;
const mostCharacters = { subject: 200, file: 500, problem: 500 };

/** Kinds for which findings of detectors of a lower rank are ignored. */
const rankedKinds: FindingKindName[] = ['workloads', 'functions'];

function comparePlaces(a: Finding, b: Finding): number {
  if (a.file === b.file) {
    return a.line - b.line;
  }
  return a.file < b.file ? -1 : 1;
}

const cut = (text: string, length: number) =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** The findings in the folder of the service, or the findings that cover it if there are none. */
function preferOwn<F extends Finding>(findings: F[], folder: string): F[] {
  const own = findings.filter(({ file }) => isOwn(file, folder));
  if (own.length > 0 || folder === '') {
    return own;
  }
  const name = folder.slice(folder.lastIndexOf('/') + 1).toLowerCase();
  const named = findings.filter(({ subject }) =>
    subject.toLowerCase().includes(name),
  );
  return named.length > 0 ? named : findings;
}

/** The highest rank of the detectors with findings of a kind; 0 for kinds without ranks. */
function findRank(
  detections: { detector: Detector; detection: Detection }[],
  kind: FindingKindName,
): number {
  return Math.max(
    0,
    ...detections.flatMap(({ detector, detection }) =>
      rankedKinds.includes(kind) && detection.found[kind]?.length
        ? [detector.rank ?? 0]
        : [],
    ),
  );
}

function merge(
  detections: { detector: Detector; detection: Detection }[],
  kind: FindingKindName,
  folder: string,
): Finding[] {
  const all = detections.map(({ detector, detection }) => ({
    rank: detector.rank ?? 0,
    findings:
      findingKinds[kind].rule === 'property'
        ? preferOwn((detection.found[kind] ?? []) as Finding[], folder)
        : ((detection.found[kind] ?? []) as Finding[]),
  }));
  const rank = findRank(detections, kind);
  return all
    .filter(one => !rankedKinds.includes(kind) || one.rank === rank)
    .flatMap(({ findings }) => findings)
    .toSorted(comparePlaces);
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
  const found = Object.fromEntries(
    findingKindNames.map(kind => [
      kind,
      merge(detections, kind, service.folder)
        .slice(0, mostFindings)
        .map(finding => ({
          ...finding,
          subject: cut(finding.subject, mostCharacters.subject),
          file: cut(finding.file, mostCharacters.file),
        })),
    ]),
  );
  // What would be ignored need not be read.
  const relevant = unread
    .map(({ rank, ...item }) => ({
      ...item,
      kinds: item.kinds.filter(kind => rank >= findRank(detections, kind)),
    }))
    .filter(({ kinds }) => kinds.length > 0);
  return {
    found: found as RepositoryFindings['found'],
    unread: relevant.slice(0, mostUnread).map(item => ({
      subject: cut(item.subject, mostCharacters.file),
      problem: cut(item.problem, mostCharacters.problem),
      kinds: item.kinds,
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
