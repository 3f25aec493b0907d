import {
  PackProblem,
  parseRulePack,
  readPackProblems,
  RulePack,
} from '@paved-road/plugin-paved-road-common';

/** By this name messages call the pack; they are shown without it. */
const SOURCE = 'pack';

/**
 * What the text of a rule pack says, or what is wrong with it as far as that can be told without the other packs and
 * the facts.
 */
export function readPack(text: string): {
  pack?: RulePack;
  problems: PackProblem[];
} {
  if (text.trim() === '') {
    return { problems: [] };
  }
  try {
    return { pack: parseRulePack(text, SOURCE).pack, problems: [] };
  } catch (error) {
    return { problems: readPackProblems((error as Error).message, SOURCE) };
  }
}
