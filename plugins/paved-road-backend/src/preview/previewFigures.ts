import { PreviewChangeKind } from '@paved-road/plugin-paved-road-common';
import { Comparison } from './compareEvaluations';

/** Sums over the services that are compared. */
export interface PreviewFigures {
  compared: number;
  changes: Partial<Record<PreviewChangeKind, number>>;
  /** By level. */
  levels: Record<string, { before: number; after: number }>;
  /** By position of the check. */
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
    levelOf(figures, from).before += services;
  }
  if (to !== undefined) {
    levelOf(figures, to).after += services;
  }
  for (const [position, , , effect] of differences) {
    figures.checks[position] ??= { services: 0, better: 0, worse: 0 };
    const sums = figures.checks[position];
    sums.services += services;
    sums.better += effect > 0 ? services : 0;
    sums.worse += effect < 0 ? services : 0;
  }
}

function levelOf({ levels }: PreviewFigures, id: string) {
  levels[id] ??= { before: 0, after: 0 };
  return levels[id];
}
