import {
  CheckState,
  PreviewChange,
  RulesPreview,
} from '@paved-road/plugin-paved-road-common';
import { previewChangeKinds } from '@paved-road/plugin-paved-road-common/rules';
import { PreviewRules } from './PreviewRules';
import {
  ComparedService,
  PreviewFigures,
  StoredPreview,
} from './StoredPreview';

/** Per service in a list; an entirely new pack changes all checks. */
const MOST_CHECKS = 20;

/**
 * A preview with figures for the services that the caller may see.
 *
 * @param seesAll - otherwise the progress is hidden, because it would reveal the number of other services
 */
export function presentPreview(
  preview: StoredPreview,
  figures: PreviewFigures,
  seesAll: boolean,
): RulesPreview {
  const { id, state, startedAt, finishedAt, total, done, problem } = preview;
  const { pack, replaces, warnings, levels } = preview.rules;
  return {
    id,
    state,
    pack,
    replaces,
    warnings,
    startedAt,
    finishedAt,
    // The tried rules may select more kinds than the index has.
    ...(seesAll && { total: Math.max(total, done ?? 0), done }),
    problem,
    compared: figures.compared,
    changes: Object.fromEntries(
      previewChangeKinds.map(kind => [kind, figures.changes[kind] ?? 0]),
    ) as RulesPreview['changes'],
    levels: levels.map(level => ({
      ...level,
      ...(figures.levels[level.id] ?? { before: 0, after: 0 }),
    })),
    checks: presentChecks(preview.rules, figures),
  };
}

export function presentChange(
  { entityRef, title, owner, kind, from, to, differences }: ComparedService,
  { checks }: PreviewRules,
): PreviewChange {
  return {
    entityRef,
    title,
    owner,
    // Unchanged services are in no list.
    kind: kind!,
    from,
    to,
    checks: differences
      .toSorted(([, , , a], [, , , b]) => Math.abs(b) - Math.abs(a))
      .slice(0, MOST_CHECKS)
      .map(([position, before, after]) => ({
        checkId: checks[position].checkId,
        title: checks[position].title,
        from: toState(before),
        to: toState(after),
        moved: checks[position].moved,
      })),
  };
}

function presentChecks(
  { checks }: PreviewRules,
  figures: PreviewFigures,
): RulesPreview['checks'] {
  return checks
    .flatMap(({ checkId, title, is, moved }, position) => {
      const sums = figures.checks[position];
      return is === 'kept' && !sums
        ? []
        : [
            {
              checkId,
              title,
              is: is === 'kept' ? ('changed' as const) : is,
              moved,
              ...(sums ?? { services: 0, better: 0, worse: 0 }),
            },
          ];
    })
    .sort((a, b) => b.services - a.services);
}

function toState(state: CheckState | null): CheckState | undefined {
  return state ?? undefined;
}
