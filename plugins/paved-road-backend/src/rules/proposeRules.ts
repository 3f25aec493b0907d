import { OwnRulePacks } from './OwnRulePacks';
import { ReadRulePack, readRulePack } from './readRulePack';
import { Reading, Readings } from './RulePackReader';
import { RulePackContent, StoredRulePack, StoredRules } from './RulePackStore';
import { RulePackSlot, settleRulePacks } from './settleRulePacks';
import { ScorecardRules } from './types';

/** Rules ready for activation. */
export interface Proposal {
  rules: ScorecardRules;
  /** The packs that the rules are compiled from. */
  packs: ReadRulePack[];
  /** The state of all sources after activation. */
  stored: StoredRulePack[];
}

/** Inputs of a proposal. */
export interface Knowledge {
  own: OwnRulePacks;
  readings: Readings;
  stored: StoredRules;
  compile: (packs: ReadRulePack[]) => ScorecardRules;
  /** ISO 8601. */
  now: string;
}

/** Longer problems help nobody. */
const MAX_PROBLEM_LENGTH = 10_000;

interface Candidate extends RulePackSlot {
  origin: StoredRulePack['origin'];
  before?: StoredRulePack;
}

/**
 * The rules of the sources of this back end. Broken or conflicting content of a URL is replaced by its stored
 * content, or left out.
 *
 * @throws InputError if packs that are not from URLs conflict
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
 * The active rules with new content from the sources of this back end. For a file, new means different from what this
 * back end has proposed before, see {@link RulePackRegistry}.
 *
 * @throws InputError if this back end cannot compile the active rules
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
        read.hash !== content?.hash &&
        read.hash !== own.get(source)?.hash;
      return {
        source,
        origin,
        before,
        active:
          read?.hash === content?.hash
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
  { text, hash, etag, parsed }: ReadRulePack,
  before: StoredRulePack | undefined,
  now: string,
): RulePackContent {
  const { name, version } = parsed.pack.metadata;
  const activeSince =
    before?.content?.hash === hash ? before.content.activeSince : now;
  return { text, hash, etag, name, version, activeSince };
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
