import { OwnRulePacks } from './OwnRulePacks';
import { ReadRulePack, readRulePack } from './readRulePack';
import { Reading, Readings } from './RulePackReader';
import { RulePackContent, StoredRulePack, StoredRules } from './RulePackStore';
import { RulePackSlot, settleRulePacks } from './settleRulePacks';
import { ScorecardRules } from './types';

/** Rules that are ready to become the active ones. */
export interface Proposal {
  rules: ScorecardRules;
  /** Those that the rules are compiled from. */
  packs: ReadRulePack[];
  /** How all sources are then stored. */
  stored: StoredRulePack[];
}

/** What a back end knows when it proposes rules. */
export interface Knowledge {
  own: OwnRulePacks;
  readings: Readings;
  stored: StoredRules;
  compile: (packs: ReadRulePack[]) => ScorecardRules;
  /** ISO 8601. */
  now: string;
}

/** Longer problems are of no use to anybody. */
const MAX_PROBLEM_LENGTH = 10_000;

interface Candidate extends RulePackSlot {
  origin: StoredRulePack['origin'];
  before?: StoredRulePack;
}

/**
 * The rules of the sources of this back end. Content of a URL that is broken, or does not go with the
 * other packs, gives way to what is stored of it, or to nothing.
 *
 * @throws InputError when packs that are not from URLs do not go together
 */
export function declareRules(knowledge: Knowledge): Proposal {
  const { readings, own, stored } = knowledge;
  const before = new Map(stored.packs.map(pack => [pack.source, pack]));
  return propose(
    knowledge,
    own.sources.map(({ source, origin }) => {
      const offers = [
        validPack(readings.get(source)),
        lastGood(before.get(source)),
      ];
      return {
        source,
        origin,
        before: before.get(source),
        active: own.get(source),
        offers:
          origin === 'url' ? offers.filter(offer => offer !== undefined) : [],
      };
    }),
  );
}

/**
 * The active rules with what is new in the sources of this back end. Of a file that is what this back end
 * does not stand for already, see {@link RulePackRegistry}.
 *
 * @throws InputError when this back end cannot compile what is active
 */
export function renewRules(knowledge: Knowledge): Proposal {
  const { readings, own, stored } = knowledge;
  return propose(
    knowledge,
    stored.packs.map(before => {
      const { source, origin, content } = before;
      const read = validPack(readings.get(source));
      const isNew =
        read !== undefined &&
        read.digest !== content?.digest &&
        read.digest !== own.get(source)?.digest;
      return {
        source,
        origin,
        before,
        active:
          read?.digest === content?.digest
            ? read
            : content && readRulePack(before, content),
        offers: isNew ? [read] : [],
      };
    }),
  );
}

function propose(
  { readings, compile, now }: Knowledge,
  candidates: Candidate[],
): Proposal {
  const { rules, packs, problems } = settleRulePacks(candidates, compile);
  return {
    rules,
    packs: packs.filter(pack => pack !== undefined),
    stored: candidates.map((candidate, index) => {
      const { source, origin, before } = candidate;
      const pack = packs[index];
      const reading = readings.get(source);
      const readProblem =
        reading?.status === 'broken' ? reading.problem : undefined;
      const problem = [readProblem, problems.get(source)]
        .filter(part => part !== undefined)
        .join('\n');
      return {
        source,
        origin,
        checkedAt: reading ? now : (before?.checkedAt ?? now),
        content: pack && toContent(pack, before, now),
        problem: reading ? toProblem(problem, before, now) : before?.problem,
      };
    }),
  };
}

function toContent(
  { text, digest, etag, parsed }: ReadRulePack,
  before: StoredRulePack | undefined,
  now: string,
): RulePackContent {
  const { name, version } = parsed.pack.metadata;
  const activeSince =
    before?.content?.digest === digest ? before.content.activeSince : now;
  return { text, digest, etag, name, version, activeSince };
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

function validPack(reading: Reading | undefined): ReadRulePack | undefined {
  return reading?.status === 'valid' ? reading.pack : undefined;
}

/* Another version of the plugin may have stored it. */
function lastGood(pack: StoredRulePack | undefined): ReadRulePack | undefined {
  try {
    return pack?.content && readRulePack(pack, pack.content);
  } catch {
    return undefined;
  }
}
