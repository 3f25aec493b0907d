import { InputError } from '@backstage/errors';
import {
  CheckResult,
  CheckResultOfEntity,
  FactState,
  FailingChecks,
  PatternMix,
  Rules,
  Scorecard,
  ScorecardsSummary,
  ScorecardSummary,
  SummaryGrouping,
  Trend,
} from '@paved-road/plugin-paved-road-common';
import {
  DecisionModel,
  patternDescriptions,
} from '@paved-road/plugin-paved-road-common/advisor';
import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { z } from 'zod';
import { readCursor, writeCursor } from '../database/paging';
import { RulesSource } from '../rules/types';
import {
  DayOfScorecards,
  PatternCount,
  ScorecardGroup,
  StoredCheckResult,
  StoredFailingChecks,
  StoredSummary,
} from './store/fleetQueries';
import { LastLevelChange } from './store/lostLevels';
import { StoredResult, StoredScorecard } from './store/StoredScorecard';
import { emptyGroup, EntityGrouping } from './store/scorecardSummaries';
import { toTrendPoint } from './store/scorecardTrend';
import { CurrentTarget } from './types';

/** The highest rating, from 1 to 5, at which a pattern is doubtful at a stage. */
const DOUBTFUL_RATING = 2;

type Check = Rules['order'][number]['check'];
type Groups = ScorecardsSummary['groups'];

/** Adds titles and definitions of the rules to stored scorecards. */
export class ScorecardPresenter {
  constructor(
    private readonly rules: RulesSource,
    private readonly model: Pick<DecisionModel, 'stageRatings'>,
  ) {}

  scorecard(
    { lastChange, ...stored }: StoredScorecard,
    facts: FactState[],
  ): Scorecard {
    const { levels, tracks, order } = this.#rules();
    const checks = new Map(
      order.map(({ check }) => [check.definition.id, check]),
    );
    return {
      ...stored,
      levels,
      tracks,
      results: stored.results.flatMap(result => {
        const check = checks.get(result.checkId);
        // The result may come from other rules.
        return check ? [withDefinition(result, check)] : [];
      }),
      facts,
      ...this.#toLost(stored.level, lastChange),
    };
  }

  summary({
    failing,
    levelHistory,
    lastChange,
    ...stored
  }: StoredSummary): ScorecardSummary {
    const { checks } = this.#rules();
    return {
      ...stored,
      levelHistory: levelHistory.map(({ level, at }) => ({
        level,
        levelRank: this.#findRank(level),
        at,
      })),
      failing: failing.map(checkId => ({
        checkId,
        title: checks.find(({ id }) => id === checkId)?.title ?? checkId,
      })),
      ...this.#toLost(stored.level, lastChange),
    };
  }

  /** Empty if the rules no longer have the check. */
  checkResult({ result, ...entity }: StoredCheckResult): CheckResultOfEntity[] {
    const placed = this.#rules().order.find(
      ({ check }) => check.definition.id === result.checkId,
    );
    return placed
      ? [{ ...entity, result: withDefinition(result, placed.check) }]
      : [];
  }

  /** Without checks that the rules no longer have. */
  failingChecks({ results, ...entity }: StoredFailingChecks): FailingChecks {
    const { order } = this.#rules();
    return {
      ...entity,
      results: order.flatMap(({ check }) =>
        results
          .filter(({ checkId }) => checkId === check.definition.id)
          .map(result => withDefinition(result, check)),
      ),
    };
  }

  /** Figures by the current levels. */
  trend(
    days: DayOfScorecards[],
    target: { level: string; rank: number },
  ): Trend {
    const { levels } = this.#rules();
    const ranks = new Map(
      [noLevel, ...levels.map(({ id }) => id)].map((id, rank) => [id, rank]),
    );
    return {
      levels,
      targetLevel: target.level,
      points: days.map(day => toTrendPoint(day, ranks, target.rank)),
    };
  }

  patternMix(counts: PatternCount[]): PatternMix {
    return {
      cells: counts.map(count => ({ ...count, doubt: this.#findDoubt(count) })),
    };
  }

  /* The parts of a hybrid are unknown here. */
  #findDoubt({ stage, pattern }: PatternCount): string | undefined {
    if (!stage || !pattern || pattern === 'hybrid') {
      return undefined;
    }
    const { value, reason } = this.model.stageRatings[stage][pattern];
    return value <= DOUBTFUL_RATING ? reason : undefined;
  }

  /** Groups by owner, team or system, in their order. */
  entityGroups(groups: ScorecardGroup[], titles: Map<string, string>): Groups {
    return groups.map(group => ({
      ...group,
      title: titles.get(group.key) ?? removeKeyPrefix(group.key),
    }));
  }

  /** The chain of groups above, in order; `titles` as in {@link entityGroups}. */
  path(keys: string[], titles: Map<string, string>): ScorecardsSummary['path'] {
    return keys.map(key => ({
      key,
      title: titles.get(key) ?? removeKeyPrefix(key),
    }));
  }

  /** Sorts groups by title, levels from lowest to highest, and adds groups without entities. */
  knownGroups(
    groupBy: Exclude<SummaryGrouping, EntityGrouping>,
    found: ScorecardGroup[],
    page: { limit: number; cursor?: string },
  ): { groups: Groups; nextCursor?: string } {
    const known = this.#listGroups(groupBy);
    const knownById = new Map(known.map(each => [each.id, each]));
    const keys = new Set(found.map(({ key }) => key));
    const empty = known
      .filter(({ id }) => !keys.has(id))
      .map(({ id }) => ({
        ...emptyGroup(id),
        ...(groupBy === 'check' && { lifts: {} }),
      }));
    const groups = [...empty, ...found].map(group => {
      const { title = group.key, level } = knownById.get(group.key) ?? {};
      return { ...group, title, ...(level !== undefined && { level }) };
    });
    const order = known.map(({ id }) => id);
    groups.sort(
      groupBy === 'level'
        ? (a, b) => order.indexOf(a.key) - order.indexOf(b.key)
        : (a, b) =>
            a.title.localeCompare(b.title, 'en-US') ||
            a.key.localeCompare(b.key, 'en-US'),
    );
    return paginateGroups(groups, page);
  }

  /** The higher level before the last change, with the first binding check that takes it away. */
  #toLost(
    level: string,
    change: LastLevelChange | undefined,
  ): Pick<Scorecard, 'lost'> {
    const rank = change ? this.#findRank(change.from) : 0;
    if (!change || rank <= this.#findRank(level)) {
      return {};
    }
    const { from, at, causes, assessment, checkIds } = change;
    const check = this.#rules().checks.find(
      ({ id, level: needed, advisory }) =>
        checkIds.includes(id) && !advisory && this.#findRank(needed) <= rank,
    );
    return {
      lost: {
        level: from,
        at,
        causes,
        ...(assessment !== undefined && { assessment }),
        ...(check && { check: { checkId: check.id, title: check.title } }),
      },
    };
  }

  /** @param groups - by level */
  target(
    target: CurrentTarget,
    groups: ScorecardGroup[],
  ): ScorecardsSummary['target'] {
    const rank = this.#findRank(target.level);
    const count = (isCounted: (level: string) => boolean) =>
      groups
        .filter(({ key }) => isCounted(key))
        .reduce((sum, { entities }) => sum + entities, 0);
    return {
      ...target,
      // 0.55 of 100 is 55, although the product is a little more.
      needed: Math.ceil(target.share * count(() => true) - 1e-9),
      reached: count(level => this.#findRank(level) >= rank),
    };
  }

  /** 0 if the rules no longer have the level. */
  #findRank(level: string): number {
    return this.#rules().levels.findIndex(({ id }) => id === level) + 1;
  }

  #rules(): Rules {
    return this.rules.current().rules;
  }

  #listGroups(
    groupBy: Exclude<SummaryGrouping, EntityGrouping>,
  ): { id: string; title: string; level?: string }[] {
    const { levels, tracks, checks } = this.#rules();
    switch (groupBy) {
      case 'level':
        return [{ id: noLevel, title: 'No level' }, ...levels];
      case 'check':
        return checks;
      case 'track':
        return tracks;
      default:
        return [
          ...Object.values(patternDescriptions),
          { id: 'none', title: 'No pattern' },
        ];
    }
  }
}

function paginateGroups(
  groups: Groups,
  { limit, cursor }: { limit: number; cursor?: string },
): { groups: Groups; nextCursor?: string } {
  let start = 0;
  if (cursor !== undefined) {
    const last = readCursor(z.string(), cursor);
    start = groups.findIndex(({ key }) => key === last) + 1;
    if (start === 0) {
      throw new InputError(
        'cursor: the rules have changed since the previous page; start again without a cursor',
      );
    }
  }
  const page = groups.slice(start, start + limit);
  return {
    groups: page,
    nextCursor:
      start + limit < groups.length
        ? writeCursor(page[page.length - 1].key)
        : undefined,
  };
}

/* A catalog processor may produce owners that cannot be parsed. */
function removeKeyPrefix(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}

function withDefinition(
  { templateValues, ...result }: StoredResult,
  { definition: { title, level, weight, advisory, remediation }, facts }: Check,
): CheckResult {
  const definition = {
    title,
    level,
    weight,
    ...(advisory && { advisory }),
    facts,
  };
  if (result.state !== 'fail' && result.state !== 'waived') {
    return { ...result, ...definition };
  }
  const { template, ...advice } = remediation;
  return {
    ...result,
    ...definition,
    remediation: {
      ...advice,
      template: template && {
        ref: template.ref,
        values: templateValues ?? {},
      },
    },
  };
}
