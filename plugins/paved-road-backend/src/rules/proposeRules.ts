import { toError } from '@backstage/errors';
import { lt, valid } from 'semver';
import { ReadRulePack, readRulePack } from './readRulePack';
import { RulePackSource } from './readRulePackSources';
import { Reading, Readings } from './RulePackReader';
import { RulePackContent, StoredRulePack, StoredRules } from './RulePackStore';
import { ScorecardRules } from './types';

export interface Proposal {
  rules: ScorecardRules;
  packs: ReadRulePack[];
  /** The state of all sources after activation. */
  stored: StoredRulePack[];
  /** The same, with problems that only concern this back end. */
  found: StoredRulePack[];
  /** Whether activation would replace a higher version, which this back end cannot compile. */
  isOutdated: boolean;
}

export interface ProposalInputs {
  /** Of this back end. */
  sources: RulePackSource[];
  /** Packs of this back end from sources other than URLs, as they were when last activated or compared. */
  own: ReadonlyMap<string, ReadRulePack>;
  readings: Readings;
  stored: StoredRules;
  compile: Compile;
  /** ISO 8601. */
  now: string;
}

type Compile = (packs: ReadRulePack[]) => ScorecardRules;

/** A source and the packs that it could provide. */
interface Candidate {
  source: string;
  origin: StoredRulePack['origin'];
  before?: StoredRulePack;
  /** The fallback, unless an offer replaces it. */
  active?: ReadRulePack;
  /** Possible replacements, best first. */
  offers: ReadRulePack[];
  /** Why the source's own content is not offered. */
  problem?: string;
  /** The active pack with a higher version than this back end's. */
  newer?: RulePackContent;
  /** This back end has an older pack, so it writes no problem about the newer one. */
  keepsStoredProblem?: boolean;
}

const MAX_PROBLEM_LENGTH = 10_000;

/**
 * The rules of the sources of this back end, except that packs with a higher active version stay. Broken or conflicting
 * content of a URL is replaced by its stored content, or left out.
 *
 * @throws InputError if packs that are not from URLs conflict
 */
export function declareRules(inputs: ProposalInputs): Proposal {
  const { readings, own, stored, sources } = inputs;
  return propose(
    inputs,
    sources.map(({ source, origin }): Candidate => {
      const before = stored.packs.find(pack => pack.source === source);
      const read = getValidPack(readings.get(source));
      const newer = read && findNewer(read, stored.packs, sources);
      if (read && newer?.content) {
        return {
          source: newer.source,
          origin: newer.origin,
          before: newer,
          active: own.get(source),
          offers: [
            getLastGood(newer),
            ...(origin === 'url' ? [read] : []),
          ].filter(isDefined),
          problem: explainLowerVersion(read, newer.content),
          newer: newer.content,
          keepsStoredProblem: origin !== 'url',
        };
      }
      return {
        source,
        origin,
        before,
        active: own.get(source),
        offers:
          origin === 'url' ? [read, getLastGood(before)].filter(isDefined) : [],
      };
    }),
  );
}

/**
 * The active rules with new content from the sources of this back end. For a file, new means different from what this
 * back end has proposed before, see {@link RulePackRegistry}. Changes by the config stay as they are active.
 *
 * @throws InputError if this back end cannot compile the active rules
 */
export function renewRules(inputs: ProposalInputs): Proposal {
  const { readings, own, stored } = inputs;
  return propose(
    inputs,
    stored.packs.map((before): Candidate => {
      const { source, origin, content } = before;
      const read = applyActiveChanges(
        getValidPack(readings.get(source)),
        before,
      );
      const candidate = { source, origin, before, offers: [] };
      if (!content) {
        return { ...candidate, offers: read ? [read] : [] };
      }
      if (read?.hash === content.hash) {
        return { ...candidate, active: read };
      }
      const active = readRulePack(before, content);
      const isNew = read && read.hash !== own.get(source)?.hash;
      if (read && isLowerVersion(read, content)) {
        const problem = explainLowerVersion(read, content);
        return { ...candidate, active, problem, keepsStoredProblem: !isNew };
      }
      return { ...candidate, active, offers: isNew ? [read] : [] };
    }),
  );
}

function propose(
  { readings, compile, now }: ProposalInputs,
  candidates: Candidate[],
): Proposal {
  const { rules, packs, problems } = settleRulePacks(candidates, compile);
  const found = candidates.map((candidate, index): StoredRulePack => {
    const { source, origin, before } = candidate;
    const pack = packs[index];
    const reading = readings.get(source);
    const problem = [
      reading?.status === 'broken' ? reading.problem : undefined,
      candidate.problem,
      problems.get(source),
    ]
      .filter(isDefined)
      .join('\n');
    const isChecked = reading !== undefined || problem !== '';
    return {
      source,
      origin,
      checkedAt: isChecked ? now : (before?.checkedAt ?? now),
      content: pack && toContent(pack, before, now),
      problem: isChecked ? toProblem(problem, before, now) : before?.problem,
    };
  });
  return {
    rules,
    packs: packs.filter(isDefined),
    isOutdated: candidates.some(
      ({ newer }, index) => newer && newer.hash !== packs[index]?.hash,
    ),
    stored: candidates.map(({ before, keepsStoredProblem }, index) =>
      before && keepsStoredProblem
        ? {
            ...found[index],
            checkedAt: before.checkedAt,
            problem: before.problem,
          }
        : found[index],
    ),
    found,
  };
}

/** Problems of packs of this back end that a higher version replaces, by the source of the higher version. */
export function findReplaced(
  own: Iterable<ReadRulePack>,
  stored: StoredRulePack[],
  sources: RulePackSource[],
): Map<string, StoredRulePack['problem']> {
  return new Map(
    [...own].flatMap(read => {
      const newer = findNewer(read, stored, sources);
      return newer?.content
        ? [
            [
              newer.source,
              {
                message: explainLowerVersion(read, newer.content),
                since: newer.content.activeSince,
              },
            ],
          ]
        : [];
    }),
  );
}

function toContent(
  { text, hash, etag, wanted, parsed }: ReadRulePack,
  before: StoredRulePack | undefined,
  now: string,
): RulePackContent {
  const { name, version } = parsed.pack.metadata;
  const activeSince =
    before?.content?.hash === hash ? before.content.activeSince : now;
  return { text, wanted, hash, etag, name, version, activeSince };
}

function toProblem(
  problem: string,
  before: StoredRulePack | undefined,
  now: string,
): StoredRulePack['problem'] {
  const message = problem.slice(0, MAX_PROBLEM_LENGTH);
  const known = before?.problem;
  if (known?.message === message) {
    return known;
  }
  return message ? { message, since: now } : undefined;
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function getValidPack(reading: Reading | undefined): ReadRulePack | undefined {
  return reading?.status === 'valid' ? reading.pack : undefined;
}

/* Another version of the plugin may have stored it. */
function getLastGood(
  pack: StoredRulePack | undefined,
): ReadRulePack | undefined {
  try {
    return pack?.content && readRulePack(pack, pack.content);
  } catch {
    return undefined;
  }
}

/* All back ends read the same URL, but during a deployment not with the same config. */
function applyActiveChanges(
  read: ReadRulePack | undefined,
  active: StoredRulePack,
): ReadRulePack | undefined {
  const { origin, content } = active;
  if (!read || !content || origin !== 'url') {
    return read;
  }
  try {
    return readRulePack(active, { ...read, wanted: content.wanted });
  } catch {
    // The active changes do not fit the new text; a back end with that config reports it.
    return undefined;
  }
}

/** Whether active content of the same pack has a higher version, and therefore stays. */
function isLowerVersion(
  { parsed }: ReadRulePack,
  { name, version }: RulePackContent,
): boolean {
  const { metadata } = parsed.pack;
  return (
    metadata.name === name &&
    valid(metadata.version) !== null &&
    valid(version) !== null &&
    lt(metadata.version, version)
  );
}

/* The newer content may have another source, for example a URL that contains the version. */
function findNewer(
  read: ReadRulePack,
  stored: StoredRulePack[],
  sources: RulePackSource[],
): StoredRulePack | undefined {
  return stored.find(
    ({ source, content }) =>
      content &&
      isLowerVersion(read, content) &&
      (source === read.source ||
        !sources.some(other => other.source === source)),
  );
}

function explainLowerVersion(
  { source, parsed }: ReadRulePack,
  { version }: RulePackContent,
): string {
  return `${source} has version ${parsed.pack.metadata.version}, but the higher version ${version} is active; raise the version to replace it`;
}

interface SettledRulePacks {
  rules: ScorecardRules;
  /** By candidate; undefined if nothing is compatible with the others. */
  packs: Array<ReadRulePack | undefined>;
  /** By source: the problem of its best offer. */
  problems: Map<string, string>;
}

/**
 * Takes the best offer of each candidate if all are valid together, because several packs may have to change at the same
 * time. Otherwise takes compatible offers one after another.
 *
 * @throws InputError if not even the active packs are valid together
 */
function settleRulePacks(
  candidates: Candidate[],
  compile: Compile,
): SettledRulePacks {
  const compileDefined = (packs: Array<ReadRulePack | undefined>) =>
    compile(packs.filter(isDefined));

  const best = candidates.map(({ active, offers }) => offers[0] ?? active);
  try {
    return { rules: compileDefined(best), packs: best, problems: new Map() };
  } catch {
    // Find the conflicting one below.
  }

  let packs = candidates.map(({ active }) => active);
  let rules = compileDefined(packs);
  const problems = new Map<string, string>();
  candidates.forEach(({ source, offers }, index) => {
    for (const offer of offers) {
      try {
        const next = packs.with(index, offer);
        rules = compileDefined(next);
        packs = next;
        break;
      } catch (error) {
        if (offer === offers[0]) {
          problems.set(source, toError(error).message);
        }
      }
    }
  });
  return { rules, packs, problems };
}
