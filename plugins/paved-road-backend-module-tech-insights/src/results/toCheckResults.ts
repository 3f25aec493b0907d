import {
  BooleanCheckResult,
  Check,
} from '@backstage-community/plugin-tech-insights-common';
import {
  ActiveRules,
  CheckResult,
  Scorecard,
} from '@paved-road/plugin-paved-road-common';
import { factsReadBy } from '@paved-road/plugin-paved-road-common/rules';

type Pack = ActiveRules['items'][number];
type Definition = Pack['spec']['checks'][number];

/** The type that pages of Tech Insights know how to show. */
const type = 'json-rules-engine';

/** The checks of all active rule packs, as Tech Insights describes checks. */
export function toChecks({ items }: ActiveRules): Check[] {
  return items.flatMap(pack =>
    pack.spec.checks.map(check => toCheck(pack, check)),
  );
}

/**
 * The results of an entity, as Tech Insights has them. Theirs are true or false: a waived check is true, and one that
 * does not apply or is unknown has no result.
 *
 * @param checks - those of {@link toChecks}, as far as their results are wanted
 */
export function toCheckResults(
  { results }: Scorecard,
  checks: Check[],
): BooleanCheckResult[] {
  const byId = new Map(checks.map(check => [check.id, check]));
  return results.flatMap(result => {
    const check = byId.get(result.checkId);
    return check && ['pass', 'waived', 'fail'].includes(result.state)
      ? [toCheckResult(result, check)]
      : [];
  });
}

function toCheckResult(
  result: CheckResult,
  { filter, ...check }: Check,
): BooleanCheckResult {
  return {
    facts: Object.fromEntries(
      result.evidence.map(({ name, value }) => [
        name,
        { id: name, type: 'string', description: name, value },
      ]),
    ),
    check: {
      ...check,
      factIds: result.facts,
      metadata: {
        ...check.metadata,
        state: result.state,
        since: result.since,
        ...(result.state === 'waived' && {
          waivedUntil: result.waiver.expiresAt,
          waivedFor: result.waiver.reason,
        }),
      },
    },
    result: result.state !== 'fail',
  };
}

/** `category`, `rank` and `solution` are what its maturity pages read. */
function toCheck({ spec }: Pack, check: Definition): Check {
  const { id, title, description, level, track, remediation } = check;
  const { link } = remediation;
  return {
    id,
    type,
    name: title,
    description,
    factIds: factsReadBy(check),
    metadata: {
      category: spec.tracks.find(other => other.id === track)?.title ?? track,
      rank: spec.levels.findIndex(other => other.id === level) + 1,
      solution: remediation.text,
      level,
    },
    ...(link && { links: [{ title: link.title, url: link.url }] }),
  };
}
