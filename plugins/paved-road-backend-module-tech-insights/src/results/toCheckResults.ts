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

/** A type that pages of Tech Insights can render. */
const type = 'json-rules-engine';

/** Converts the checks of all active rule packs to the format of Tech Insights. */
export function toChecks({ items }: ActiveRules): Check[] {
  return items.flatMap(pack =>
    pack.spec.checks.map(check => toCheck(pack, check)),
  );
}

/**
 * Converts the results of an entity to the format of Tech Insights, which has only true and false: a waived check is
 * true, and one that does not apply or is unknown has no result.
 *
 * @param checks - the wanted checks of {@link toChecks}
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

/** The maturity pages read `category`, `rank` and `solution`. */
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
