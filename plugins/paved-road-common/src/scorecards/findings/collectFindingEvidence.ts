import { Variables } from '../expressions/variables';
import { CheckResult, CheckState } from '../schemas';
import { FindingTrace } from './trace';
import { kindTable, RepositoryFindings } from './kinds';
import { FindingCause, FindingQuery, listCauses, listMatches } from './queries';

type Evidence = CheckResult['evidence'];

/** Maximum number of findings that a result shows for one query. */
const mostShown = 10;

function cut(items: Evidence): Evidence {
  const more = items.length - mostShown;
  return more > 0
    ? [...items.slice(0, mostShown), { name: 'More', value: String(more) }]
    : items;
}

function place(
  { subject, file, line }: FindingCause['finding'],
  value: string,
) {
  return { name: subject, value, file, line };
}

/**
 * Shows the findings that decided a check, with file and line: findings that lack something, or findings that pass; without
 * any, the places that were searched.
 */
export function collectFindingEvidence(
  queries: readonly FindingQuery[],
  state: CheckState,
  { variables, trace }: { variables: Variables; trace: FindingTrace },
): Evidence {
  if (queries.length === 0) {
    return [];
  }
  let findings: RepositoryFindings;
  try {
    ({ findings } = trace);
  } catch {
    // The reason of the result explains it.
    return [];
  }
  if (queries.some(({ kind }) => !findings.found[kind])) {
    return [];
  }
  return queries.flatMap(query => {
    const { title } = kindTable[query.kind];
    const found = variables[query.kind] as object[];
    if (state === 'pass') {
      return cut(
        listMatches(query, found, variables).map(finding =>
          place(finding, 'found'),
        ),
      );
    }
    const causes = listCauses(query, found, variables);
    if (causes.length > 0) {
      return cut(
        causes.map(({ finding, problems }) =>
          place(finding, problems.join(', ')),
        ),
      );
    }
    const searched = findings.searched[query.kind] ?? [];
    return searched.length > 0
      ? [{ name: `Searched for ${title}`, value: searched.join('; ') }]
      : [];
  });
}
