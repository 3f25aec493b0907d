import { Advice } from '../../advisor/explain/advice';
import { DecisionModel } from '../../advisor/options/DecisionModel';
import { Weights } from '../../advisor/profile/ids';
import { Profile } from '../../advisor/profile/profile';
import { LifeCycleState } from '../lifeCycle';
import { AssessmentEvent, ReviewComment } from '../schemas';
import { Standing } from '../standing/schema';

/** The assessment in a decision record. It has no id while its entity does not exist yet. @public */
export type DecisionRecordSubject = LifeCycleState & {
  id?: string;
  entityRef: string;
  profile: Profile;
  weights?: Weights;
  advice: Advice;
  author: string;
  updatedAt: string;
  /** When to review it, ISO 8601. */
  reviewAt?: string;
  standing?: Standing;
  /** Also the comments on it. */
  events: (AssessmentEvent | ReviewComment)[];
};

/** @public */
export interface DecisionRecordOptions {
  /** The model with the titles of questions, criteria and platforms; by default without an extension. */
  model?: DecisionModel;
  /** Titles of the checks that confirm the decision. */
  checks?: string[];
  /** The title of an entity; by default the name in its reference. */
  nameOf?(ref: string): string | undefined;
}
