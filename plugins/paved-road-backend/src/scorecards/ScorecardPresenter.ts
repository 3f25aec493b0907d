import { parseEntityRef } from '@backstage/catalog-model';
import {
  CheckResult,
  noLevel,
  patternDescriptions,
  Rules,
  Scorecard,
  ScorecardsSummary,
  ScorecardSummary,
  SummaryGrouping,
} from '@paved-road/plugin-paved-road-common';
import {
  ScorecardGroup,
  StoredResult,
  StoredScorecard,
  StoredSummary,
} from './ScorecardStore';
import { emptyGroup } from './scorecardSummaries';

type Check = Rules['checks'][number];
type Named = Pick<Check, 'id' | 'title'>;

/** Adds what the rules say to what is stored of scorecards. */
export class ScorecardPresenter {
  readonly #rules: Rules;
  readonly #checks: Map<string, Check>;

  constructor(rules: Rules) {
    this.#rules = rules;
    this.#checks = new Map(rules.checks.map(check => [check.id, check]));
  }

  scorecard(stored: StoredScorecard): Scorecard {
    const { levels, tracks } = this.#rules;
    return {
      ...stored,
      levels,
      tracks,
      results: stored.results.flatMap(result => {
        const check = this.#checks.get(result.checkId);
        // Another version of the rules may have been active when the result was stored.
        return check ? [withDefinition(result, check)] : [];
      }),
    };
  }

  summary({ failing, ...stored }: StoredSummary): ScorecardSummary {
    return {
      ...stored,
      failing: failing.map(checkId => ({
        checkId,
        title: this.#checks.get(checkId)?.title ?? checkId,
      })),
    };
  }

  /**
   * By title, levels from the lowest up; with the levels, checks and tracks that no entity has.
   *
   * @param entityTitles - by reference, for owners and systems
   */
  groups(
    groupBy: SummaryGrouping,
    groups: ScorecardGroup[],
    entityTitles: Map<string, string>,
  ): ScorecardsSummary['groups'] {
    const known = this.#knownGroups(groupBy);
    const titles = new Map(known.map(({ id, title }) => [id, title]));
    const titleOf = (key: string) =>
      titles.get(key) ?? entityTitles.get(key) ?? nameOf(key);
    const found = new Map(groups.map(group => [group.key, group]));
    const empty = known
      .filter(({ id }) => !found.has(id))
      .map(({ id }) => emptyGroup(id));
    const titled = [...empty, ...groups].map(group => ({
      ...group,
      title: titleOf(group.key),
    }));
    if (groupBy !== 'level') {
      return titled.sort((a, b) => a.title.localeCompare(b.title, 'en-US'));
    }
    const order = known.map(({ id }) => id);
    return titled.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  }

  /** The groups that there can be, as far as the rules and the decision model say it. */
  #knownGroups(groupBy: SummaryGrouping): Named[] {
    switch (groupBy) {
      case 'level':
        return [{ id: noLevel, title: 'No level' }, ...this.#rules.levels];
      case 'check':
        return this.#rules.checks;
      case 'track':
        return this.#rules.tracks;
      case 'pattern':
        return [
          ...Object.values(patternDescriptions),
          { id: 'none', title: 'No pattern' },
        ];
      case 'system':
        return [{ id: 'none', title: 'No system' }];
      default:
        return [{ id: 'none', title: 'No owner' }];
    }
  }
}

function nameOf(key: string): string {
  return key.includes(':') ? parseEntityRef(key).name : key;
}

function withDefinition(
  result: StoredResult,
  { title, level, weight, remediation }: Check,
): CheckResult {
  const definition = { title, level, weight };
  switch (result.state) {
    case 'fail':
    case 'waived':
      return { ...result, ...definition, remediation };
    default:
      return { ...result, ...definition };
  }
}
