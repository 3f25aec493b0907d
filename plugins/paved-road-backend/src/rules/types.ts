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

/** Knows the rules that are active now. */
export interface RulesSource {
  current(): ScorecardRules;
  describe(): Promise<ActiveRules>;
}
