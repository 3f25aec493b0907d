import { toError } from '@backstage/errors';
import { ReadRulePack } from './readRulePack';
import { ScorecardRules } from './types';

/** The place of a source among all rule packs. */
export interface RulePackSlot {
  source: string;
  /** The fallback, unless something better replaces it. */
  active?: ReadRulePack;
  /** Possible replacements, best first. */
  offers: ReadRulePack[];
}

/** Rule packs that are valid together. */
export interface SettledRulePacks {
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
export function settleRulePacks(
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
