import { ActiveRules } from '@paved-road/plugin-paved-road-common';
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
    items: packs.flatMap(({ source, parsed }) => {
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
