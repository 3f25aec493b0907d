import {
  ActiveRules,
  PackProblem,
  Rules,
} from '@paved-road/plugin-paved-road-common';

export interface ScorecardRules {
  rules: Rules;
  /** Hash of everything in the rules that an evaluation depends on: packs and schemas of facts. */
  hash: string;
  /** The lowest level that counts as on the road. */
  target: {
    level: string;
    /** 1 for the lowest level. */
    rank: number;
  };
}

/** The active rules, and the rules with another rule pack. */
export interface TriedRules {
  pack: PackReference;
  replaces?: PackReference;
  active: ScorecardRules;
  tried: ScorecardRules;
  warnings: PackProblem[];
}

type PackReference = { name: string; version: string };

export interface RulesSource {
  current(): ScorecardRules;
  describe(): Promise<ActiveRules>;
}
