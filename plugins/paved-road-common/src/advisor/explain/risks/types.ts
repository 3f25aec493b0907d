import { PlacementCosts } from '../../quantities/languageModels/schemas';
import { Risk } from '../advice';
import { DecisionModel } from '../../options/DecisionModel';
import { Stage } from '../../profile/ids';
import { Pattern, PlainPattern } from '../../profile/patterns';
import { Placement } from '../../profile/placements';
import { KnownTokenLoad } from '../../quantities/languageModels/TokenLoad';
import { Profile } from '../../profile/profile';
import { AssumptionSet } from '../../quantities/AssumptionSet';
import { Quantities } from '../../quantities/quantify';
import { Observed } from '../../profile/request';

export type Evidence = Risk['evidence'][number];

export type Severity = Risk['severity'];

/** The pattern to check for risks, and why. */
export interface RiskSubject {
  kind: Risk['subject']['kind'];
  pattern: Pattern;
  /** How the core path runs. */
  core: PlainPattern;
  /** Whether background work runs separately from the core. */
  separateBackground: boolean;
}

/** The input for detecting risks of language models. */
export interface LanguageModelContext {
  profile: Profile;
  load: KnownTokenLoad;
  cost: PlacementCosts;
  /** Whether no limit or policy rules a placement out. */
  isEligible(placement: Placement): boolean;
  priceDate: string;
  assume: AssumptionSet;
}

/** The input for detecting risks. */
export interface RiskContext {
  profile: Profile;
  stage: Stage;
  quantities: Quantities;
  assume: AssumptionSet;
  model: DecisionModel;
  /** The architecture as built, if known. */
  observed: Observed;
  /** Where the language model runs; absent where none is used. */
  placed?: {
    subjects: readonly {
      kind: 'recommended' | 'chosen';
      placement: Placement;
    }[];
    context: LanguageModelContext;
  };
}

/** A detected failure pattern. */
export interface RiskFinding {
  severity: Severity;
  evidence: Evidence[];
}

/** A failure pattern: name, detection and mitigations. */
export interface RiskRule {
  id: Risk['id'];
  title: string;
  mitigations: string[];
  /** @returns undefined if the subject does not run into it */
  detect(subject: RiskSubject, context: RiskContext): RiskFinding | undefined;
}
