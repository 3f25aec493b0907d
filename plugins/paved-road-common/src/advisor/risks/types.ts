import { Risk } from '../advice';
import { DecisionModel } from '../DecisionModel';
import { Stage } from '../ids';
import { Pattern, PlainPattern } from '../patterns';
import { Profile } from '../profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { Quantities } from '../quantities/quantify';
import { Observed } from '../request';

export type Evidence = Risk['evidence'][number];

export type Severity = Risk['severity'];

/** The pattern that is looked at, and why. */
export interface RiskSubject {
  kind: Risk['subject']['kind'];
  pattern: Pattern;
  /** How the core path runs. */
  core: PlainPattern;
  /** Whether background work runs apart from the core. */
  separateBackground: boolean;
}

/** What the detection of failure patterns looks at. */
export interface RiskContext {
  profile: Profile;
  stage: Stage;
  quantities: Quantities;
  assume: AssumptionSet;
  model: DecisionModel;
  /** What is built already, as far as it is known. */
  observed: Observed;
}

/** A failure pattern, as far as it was found. */
export interface RiskFinding {
  severity: Severity;
  evidence: Evidence[];
}

/** A failure pattern: what it is called, how it is found and what helps. */
export interface RiskRule {
  id: Risk['id'];
  title: string;
  mitigations: string[];
  /** @returns undefined when the subject does not run into it */
  detect(subject: RiskSubject, context: RiskContext): RiskFinding | undefined;
}
