import { ActiveRules } from '@paved-road/plugin-paved-road-common';
import { compare, valid } from 'semver';
import { ReadRulePack } from './readRulePack';
import { StoredRulePack } from './RulePackStore';

/**
 * The state of rule packs and their sources.
 *
 * @param packs - those that this back end uses
 * @param used - their stored state when it began to use them
 * @param stored - their stored state now, possibly with other active content
 */
export function describeRulePacks(
  packs: ReadRulePack[],
  used: StoredRulePack[],
  stored: StoredRulePack[],
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
                problem: active.problem,
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

/** The new problems, so that each is logged once and not with each read. */
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

/** Warnings about the versions of replaced rule packs. */
export function versionWarnings(
  before: StoredRulePack[],
  after: StoredRulePack[],
): string[] {
  return after.flatMap(({ source, content }) => {
    const old = before.find(pack => pack.source === source)?.content;
    if (
      !old ||
      !content ||
      old.text === content.text ||
      old.name !== content.name ||
      !valid(old.version) ||
      !valid(content.version)
    ) {
      return [];
    }
    const { name, version } = content;
    switch (compare(version, old.version)) {
      case 0:
        return [
          `Rule pack ${name} at ${source} has other content in the same version ${version}; raise the version with each change`,
        ];
      case -1:
        return [
          `Rule pack ${name} at ${source} went back from version ${old.version} to ${version}; raise the version with each change`,
        ];
      default:
        return [];
    }
  });
}
