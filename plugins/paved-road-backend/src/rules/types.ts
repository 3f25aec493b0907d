import { ActiveRules, Rules } from '@paved-road/plugin-paved-road-common';

/** The rules that scorecards are evaluated by, at one moment. */
export interface ScorecardRules {
  rules: Rules;
  /** Of everything that evaluation depends on in the rules: packs and the schemas of facts. */
  digest: string;
  /** The level from which on an entity is on the road. */
  target: {
    level: string;
    /** 1 for the lowest level. */
    rank: number;
  };
}

/** The rules that would be active with another rule pack, beside those that are. */
export interface TriedRules {
  pack: PackReference;
  /** The active pack that it would take the place of. */
  replaces?: PackReference;
  active: ScorecardRules;
  tried: ScorecardRules;
  /** What is unusual about it, in sentences. */
  warnings: string[];
}

type PackReference = { name: string; version: string };

/** Knows the rules that are active now. */
export interface RulesSource {
  current(): ScorecardRules;
  describe(): Promise<ActiveRules>;
}
