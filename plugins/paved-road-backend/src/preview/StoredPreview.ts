import {
  PreviewChangeKind,
  RulesPreview,
} from '@paved-road/plugin-paved-road-common';
import { Comparison } from './compareEvaluations';
import { PreviewRules } from './PreviewRules';

export interface NewPreview {
  /** The user or service that started it. */
  requestedBy: string;
  rules: PreviewRules;
  /** Entities to look at. */
  total: number;
}

/** A stored preview. Times are ISO 8601. */
export interface StoredPreview
  extends
    NewPreview,
    Pick<
      RulesPreview,
      'id' | 'state' | 'done' | 'problem' | 'startedAt' | 'finishedAt'
    > {
  /** The last progress of the back end that computes it. */
  advancedAt: string;
}

export interface ComparedService extends Comparison {
  entityRef: string;
  /** Title or name; lists are sorted by it. */
  title: string;
  owner?: string;
}

/** Which changes to list. Conditions add up. */
export interface ChangeFilter {
  kind?: PreviewChangeKind;
  /** Position of a check that would be in another state. */
  check?: number;
}

/** Sums over the services that are compared. */
export interface PreviewFigures {
  compared: number;
  changes: Partial<Record<PreviewChangeKind, number>>;
  levels: Record<string, { before: number; after: number }>;
  checks: Record<number, { services: number; better: number; worse: number }>;
}

export function noFigures(): PreviewFigures {
  return { compared: 0, changes: {}, levels: {}, checks: {} };
}

/** Counts services with the same comparison. */
export function count(
  figures: PreviewFigures,
  { kind, from, to, differences }: Comparison,
  services: number = 1,
): void {
  figures.compared += services;
  if (kind) {
    figures.changes[kind] = (figures.changes[kind] ?? 0) + services;
  }
  if (from !== undefined) {
    getOrAddLevel(figures, from).before += services;
  }
  if (to !== undefined) {
    getOrAddLevel(figures, to).after += services;
  }
  for (const [position, , , effect] of differences) {
    figures.checks[position] ??= { services: 0, better: 0, worse: 0 };
    const sums = figures.checks[position];
    sums.services += services;
    sums.better += effect > 0 ? services : 0;
    sums.worse += effect < 0 ? services : 0;
  }
}

function getOrAddLevel({ levels }: PreviewFigures, id: string) {
  levels[id] ??= { before: 0, after: 0 };
  return levels[id];
}
