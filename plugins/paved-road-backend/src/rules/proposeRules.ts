import { toError } from '@backstage/errors';
import { OwnRulePacks } from './OwnRulePacks';
import { ReadRulePack, readRulePack } from './readRulePack';
import { Reading, Readings } from './RulePackReader';
import { RulePackContent, StoredRulePack, StoredRules } from './RulePackStore';
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
 * back end has proposed before, see {@link RulePackRegistry}; at a URL, what the active config changes stays changed.
 *
 * @throws InputError if this back end cannot compile the active rules
 */
export function renewRules(knowledge: Knowledge): Proposal {
  const { readings, own, stored } = knowledge;
  return propose(
    knowledge,
    stored.packs.map(before => {
      const { source, origin, content } = before;
      const read = asActive(validPack(readings.get(source)), before, own);
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
  { text, hash, etag, changes, parsed }: ReadRulePack,
  before: StoredRulePack | undefined,
  now: string,
): RulePackContent {
  const { name, version } = parsed.pack.metadata;
  const activeSince =
    before?.content?.hash === hash ? before.content.activeSince : now;
  return { text, changes, hash, etag, name, version, activeSince };
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

/* All back ends read the same URL, but during a deployment not with the same config. */
function asActive(
  read: ReadRulePack | undefined,
  active: StoredRulePack,
  own: OwnRulePacks,
): ReadRulePack | undefined {
  const { origin, content } = active;
  if (!read || !content || origin !== 'url' || own.changesAlike(active)) {
    return read;
  }
  try {
    return readRulePack(active, { ...read, changes: content.changes });
  } catch {
    // What is active does not fit the new text: that is for a back end with its config to say.
    return undefined;
  }
}

/* Another version of the plugin may have stored it. */
function lastGood(pack: StoredRulePack | undefined): ReadRulePack | undefined {
  try {
    return pack?.content && readRulePack(pack, pack.content);
  } catch {
    return undefined;
  }
}

/** The place of a source among all rule packs. */
interface RulePackSlot {
  source: string;
  /** The fallback, unless something better replaces it. */
  active?: ReadRulePack;
  /** Possible replacements, best first. */
  offers: ReadRulePack[];
}

/** Rule packs that are valid together. */
interface SettledRulePacks {
  rules: ScorecardRules;
  /** By slot; undefined if nothing is compatible with the others. */
  packs: Array<ReadRulePack | undefined>;
  /** By source: why its best offer was refused. */
  problems: Map<string, string>;
}

type Compile = (packs: ReadRulePack[]) => ScorecardRules;

/**
 * Takes the best offers of all slots if they are valid together, because several packs may have to change at the same
 * time. Otherwise takes one after another those that are compatible.
 *
 * @throws InputError if not even the active packs are valid together
 */
function settleRulePacks(
  slots: RulePackSlot[],
  compile: Compile,
): SettledRulePacks {
  const compileSlots = (packs: Array<ReadRulePack | undefined>) =>
    compile(packs.filter(pack => pack !== undefined));

  const best = slots.map(({ active, offers }) => offers[0] ?? active);
  try {
    return { rules: compileSlots(best), packs: best, problems: new Map() };
  } catch {
    // The culprit is found below.
  }

  let packs = slots.map(({ active }) => active);
  let rules = compileSlots(packs);
  const problems = new Map<string, string>();
  slots.forEach(({ source, offers }, index) => {
    for (const offer of offers) {
      try {
        const candidate = packs.with(index, offer);
        rules = compileSlots(candidate);
        packs = candidate;
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
