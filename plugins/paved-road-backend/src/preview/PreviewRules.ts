import { Rules } from '@paved-road/plugin-paved-road-common';
import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { TriedRules } from '../rules/types';

type Named = { id: string; title: string };
type Check = Rules['order'][number]['check']['definition'];

/** A check of the active rules, of those with the pack, or of both. */
export interface ComparedCheck {
  checkId: string;
  title: string;
  is: 'added' | 'removed' | 'kept';
  /** The levels that need it, where these differ. */
  moved?: { from: string; to: string };
}

/** What is compared in a preview, in a form that can be stored. */
export interface PreviewRules extends Pick<
  TriedRules,
  'pack' | 'replaces' | 'warnings'
> {
  /** No level first, then the lowest; those that would be gone come last. */
  levels: Named[];
  /** Those of the lowest level first. Differences name them by their position. */
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
  const rankOf = ({ level }: Check) =>
    levels.findIndex(({ id }) => id === level);
  const beforeChecks = definitionsOf(before);
  const afterChecks = definitionsOf(after);
  const removed = beforeChecks.filter(({ id }) => !has(afterChecks, id));
  return {
    pack: tried.pack,
    replaces: tried.replaces,
    warnings: tried.warnings,
    levels,
    checks: [...afterChecks, ...removed]
      .toSorted((a, b) => rankOf(a) - rankOf(b))
      .map(({ id, title }) => ({
        checkId: id,
        title,
        is: presenceOf(has(beforeChecks, id), has(afterChecks, id)),
        moved: movedBetween(
          beforeChecks.find(check => check.id === id)?.level,
          afterChecks.find(check => check.id === id)?.level,
        ),
      })),
  };
}

function presenceOf(isActive: boolean, isTried: boolean): ComparedCheck['is'] {
  if (!isTried) {
    return 'removed';
  }
  return isActive ? 'kept' : 'added';
}

function movedBetween(
  from: string | undefined,
  to: string | undefined,
): ComparedCheck['moved'] {
  return from === undefined || to === undefined || from === to
    ? undefined
    : { from, to };
}

function definitionsOf({ order }: Rules): Check[] {
  return order.map(({ check }) => check.definition);
}

function has(items: { id: string }[], id: string): boolean {
  return items.some(item => item.id === id);
}
