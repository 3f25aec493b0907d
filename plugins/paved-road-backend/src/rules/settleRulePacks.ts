import { toError } from '@backstage/errors';
import { ReadRulePack } from './readRulePack';
import { ScorecardRules } from './types';

/** The place of a source among all rule packs. */
export interface RulePackSlot {
  source: string;
  /** What stays in any case, unless something better takes its place. */
  active?: ReadRulePack;
  /** What may take its place, best first. */
  offers: ReadRulePack[];
}

/** Rule packs that go together. */
export interface SettledRulePacks {
  rules: ScorecardRules;
  /** By slot; undefined where nothing goes with the others. */
  packs: Array<ReadRulePack | undefined>;
  /** By source: why its best offer was not taken. */
  problems: Map<string, string>;
}

type Compile = (packs: ReadRulePack[]) => ScorecardRules;

/**
 * Takes the best offers of all slots if they go together, because several packs may have to change at the
 * same time. Otherwise takes one after the other those that go with what there is.
 *
 * @throws InputError when not even what is active goes together
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
    // Who is to blame is found out below.
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
