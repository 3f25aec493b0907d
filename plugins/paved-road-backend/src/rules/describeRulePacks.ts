import { ActiveRules } from '@paved-road/plugin-paved-road-common';
import { ReadRulePack } from './readRulePack';
import { StoredRulePack } from './RulePackStore';

/**
 * The state of rule packs and their sources.
 *
 * @param used - their stored state when this back end adopted them
 * @param stored - their current stored state, possibly with other active content
 * @param problems - by source, for sources without a stored problem
 */
export function describeRulePacks(
  packs: ReadRulePack[],
  used: StoredRulePack[],
  stored: StoredRulePack[],
  problems: Map<string, StoredRulePack['problem']>,
): Pick<ActiveRules, 'items' | 'inactive'> {
  return {
    items: packs.flatMap(({ source, parsed, changed }) => {
      const active = [...stored, ...used].find(
        pack => pack.source === source && pack.content,
      );
      return active?.content
        ? [
            {
              ...parsed.pack,
              status: {
                source,
                origin: active.origin,
                activeSince: active.content.activeSince,
                checkedAt: active.checkedAt,
                problem: active.problem ?? problems.get(active.source),
                changes: changed.length > 0 ? changed : undefined,
              },
            },
          ]
        : [];
    }),
    inactive: stored.flatMap(({ source, origin, content, problem }) =>
      problem && !content ? [{ source, origin, problem }] : [],
    ),
  };
}

/** New problems only, so that each is logged once instead of with each read. */
export function problemWarnings(
  before: StoredRulePack[],
  after: StoredRulePack[],
): string[] {
  return after.flatMap(({ source, content, problem }) => {
    const known = before.find(pack => pack.source === source)?.problem;
    if (!problem || problem.message === known?.message) {
      return [];
    }
    const state = content
      ? `stays active in version ${content.version}`
      : 'is not active';
    return [`Rule pack ${source} ${state}: ${problem.message}`];
  });
}

/** Warnings about rule packs that changed but kept their version. */
export function versionWarnings(
  before: StoredRulePack[],
  after: StoredRulePack[],
): string[] {
  return after.flatMap(({ source, content }) => {
    const old = before.find(pack => pack.source === source)?.content;
    return old &&
      content &&
      old.text !== content.text &&
      old.name === content.name &&
      old.version === content.version
      ? [
          `Rule pack ${content.name} at ${source} has other content in the same version ${content.version}; raise the version with each change`,
        ]
      : [];
  });
}
