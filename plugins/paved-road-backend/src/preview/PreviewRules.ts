import { Rules } from '@paved-road/plugin-paved-road-common';
import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { TriedRules } from '../rules/types';

type Named = { id: string; title: string };
type Check = Rules['order'][number]['check']['definition'];

/** A check of the active rules, the tried rules, or both. */
export interface ComparedCheck {
  checkId: string;
  title: string;
  is: 'added' | 'removed' | 'kept';
  /** The level that needs it, if it differs. */
  moved?: { from: string; to: string };
}

export interface PreviewRules extends Pick<
  TriedRules,
  'pack' | 'replaces' | 'warnings'
> {
  /** No level first, then lowest first, removed ones last. */
  levels: Named[];
  /** Lowest level first. Differences refer to the position. */
  checks: ComparedCheck[];
}

export function toPreviewRules(tried: TriedRules): PreviewRules {
  const before = tried.active.rules;
  const after = tried.tried.rules;
  const levels = [
    { id: noLevel, title: 'No level' },
    ...after.levels,
    ...before.levels.filter(({ id }) => !has(after.levels, id)),
  ];
  const findLevelIndex = ({ level }: Check) =>
    levels.findIndex(({ id }) => id === level);
  const beforeChecks = listCheckDefinitions(before);
  const afterChecks = listCheckDefinitions(after);
  const removed = beforeChecks.filter(({ id }) => !has(afterChecks, id));
  return {
    pack: tried.pack,
    replaces: tried.replaces,
    warnings: tried.warnings,
    levels,
    checks: [...afterChecks, ...removed]
      .toSorted((a, b) => findLevelIndex(a) - findLevelIndex(b))
      .map(({ id, title }) => ({
        checkId: id,
        title,
        is: classifyPresence(has(beforeChecks, id), has(afterChecks, id)),
        moved: compareLevels(
          beforeChecks.find(check => check.id === id)?.level,
          afterChecks.find(check => check.id === id)?.level,
        ),
      })),
  };
}

function classifyPresence(
  isActive: boolean,
  isTried: boolean,
): ComparedCheck['is'] {
  if (!isTried) {
    return 'removed';
  }
  return isActive ? 'kept' : 'added';
}

function compareLevels(
  from: string | undefined,
  to: string | undefined,
): ComparedCheck['moved'] {
  return from === undefined || to === undefined || from === to
    ? undefined
    : { from, to };
}

function listCheckDefinitions({ order }: Rules): Check[] {
  return order.map(({ check }) => check.definition);
}

function has(items: { id: string }[], id: string): boolean {
  return items.some(item => item.id === id);
}
