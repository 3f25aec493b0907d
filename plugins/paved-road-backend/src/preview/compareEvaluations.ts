import {
  CheckResult,
  CheckState,
  Evaluation,
  PreviewChangeKind,
  Rules,
} from '@paved-road/plugin-paved-road-common';
import {
  blocksLevel,
  noLevel,
} from '@paved-road/plugin-paved-road-common/rules';

/** A check with another state or blocked level: its position in the compared checks, and its states; null without a result. */
export type Difference = [
  position: number,
  from: CheckState | null,
  to: CheckState | null,
  /** 1 if it blocks a higher level than before or none any more, -1 for the opposite. */
  effect: -1 | 0 | 1,
];

/** Comparison of the scorecards of an entity by two sets of rules. */
export interface Comparison {
  /** Undefined if nothing would change. */
  kind?: PreviewChangeKind;
  /** Undefined without a scorecard. */
  from?: string;
  /** Undefined without a scorecard. */
  to?: string;
  /** In the order of positions. */
  differences: Difference[];
}

/** Compares two sets of rules on the same inputs. */
export class EvaluationComparison {
  readonly #before: Ladder;
  readonly #after: Ladder;
  readonly #positions: Map<string, number>;

  /** @param checkIds - of both sets of rules, in the order of positions */
  constructor(before: Rules, after: Rules, checkIds: string[]) {
    this.#before = toLadder(before);
    this.#after = toLadder(after);
    this.#positions = new Map(checkIds.map((id, position) => [id, position]));
  }

  /** Undefined if neither set of rules gives the entity a scorecard. */
  compare(
    before: Evaluation | undefined,
    after: Evaluation | undefined,
  ): Comparison | undefined {
    if (!before && !after) {
      return undefined;
    }
    const differences = this.#differences(before, after);
    return {
      kind: this.#classify(before?.level, after?.level, differences),
      from: before?.level,
      to: after?.level,
      differences,
    };
  }

  #differences(before?: Evaluation, after?: Evaluation): Difference[] {
    const earlier = toResults(before);
    const later = toResults(after);
    const differences: Difference[] = [];
    for (const id of new Set([...later.keys(), ...earlier.keys()])) {
      const from = earlier.get(id);
      const to = later.get(id);
      const effect = Math.sign(
        this.#findBlockedRank(to) - this.#findBlockedRank(from),
      ) as Difference[3];
      if (effect !== 0 || toComparableState(from) !== toComparableState(to)) {
        differences.push([
          this.#positions.get(id)!,
          from?.state ?? null,
          to?.state ?? null,
          effect,
        ]);
      }
    }
    return differences.sort(([a], [b]) => a - b);
  }

  /** The rank of the level that a check blocks; higher than all if it blocks none. */
  #findBlockedRank(result: CheckResult | undefined): number {
    return result && blocksLevel(result)
      ? (this.#after.get(result.level) ?? this.#before.get(result.level)!)
      : Number.MAX_SAFE_INTEGER;
  }

  #classify(
    from: string | undefined,
    to: string | undefined,
    differences: Difference[],
  ): PreviewChangeKind | undefined {
    if (from === undefined) {
      return 'added';
    }
    if (to === undefined) {
      return 'removed';
    }
    if (from === to) {
      return differences.length > 0 ? 'checks' : undefined;
    }
    return this.#distance(from, to) > 0 ? 'raised' : 'lowered';
  }

  /* Compares on one ladder that has both levels; if the levels themselves change, by the height in their own ladder. */
  #distance(from: string, to: string): number {
    const ladder = [this.#after, this.#before].find(
      ranks => ranks.has(from) && ranks.has(to),
    );
    return (
      (ladder ?? this.#after).get(to)! - (ladder ?? this.#before).get(from)!
    );
  }
}

/** Rank by level. */
type Ladder = Map<string, number>;

function toLadder({ levels }: Rules): Ladder {
  return new Map([
    [noLevel, 0],
    ...levels.map(({ id }, index): [string, number] => [id, index + 1]),
  ]);
}

function toResults(
  evaluation: Evaluation | undefined,
): Map<string, CheckResult> {
  return new Map(evaluation?.results.map(result => [result.checkId, result]));
}

/* Adding or removing a check that does not apply changes nothing. */
function toComparableState(result: CheckResult | undefined): CheckState {
  return result?.state ?? 'not-applicable';
}
