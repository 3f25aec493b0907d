import { SearchDocument } from '@backstage/plugin-search-common';
import {
  AssessmentStatus,
  Pattern,
} from '@paved-road/plugin-paved-road-common';

/** Document types of the search module. */
export const documentTypes = {
  decision: 'paved-road-decisions',
  check: 'paved-road-checks',
} as const;

export interface DecisionResult extends SearchDocument {
  status: AssessmentStatus;
  pattern: Pattern;
  stale: boolean;
}

export interface CheckResultDocument extends SearchDocument {
  /** Titles. */
  track: string;
  level: string;
  pack: string;
}

export function isPavedRoadResult({ type }: { type: string }): boolean {
  return type === documentTypes.decision || type === documentTypes.check;
}

/* Checks have a track, decisions a pattern; documents carry no type. */
export function isDecision(
  document: SearchDocument,
): document is DecisionResult {
  return 'pattern' in document && 'status' in document;
}

export function isCheck(
  document: SearchDocument,
): document is CheckResultDocument {
  return 'track' in document && 'level' in document;
}
