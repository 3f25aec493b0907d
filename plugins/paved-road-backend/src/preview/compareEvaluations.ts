import {
  CheckState,
  Evaluation,
  noLevel,
  PreviewChangeKind,
  Rules,
} from '@paved-road/plugin-paved-road-common';

/** A check in another state: its position among those that are compared, and the states; null without a result. */
export type Difference = [
  position: number,
  from: CheckState | null,
  to: CheckState | null,
];

/** How the scorecards of an entity by two sets of rules compare. */
export interface Comparison {
  /** Undefined where nothing would change. */
  kind?: PreviewChangeKind;
  /** Undefined without a scorecard. */
  from?: string;
  /** Undefined without a scorecard. */
  to?: string;
  /** Of the checks that would be in another state, in the order of positions. */
  differences: Difference[];
}

/** Compares what two sets of rules say of the same inputs. */
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

  /** Undefined where neither set of rules gives the entity a scorecard. */
  compare(
    before: Evaluation | undefined,
    after: Evaluation | undefined,
  ): Comparison | undefined {
    if (!before && !after) {
      return undefined;
    }
    const differences = this.#differences(before, after);
    return {
      kind: this.#kindOf(before?.level, after?.level, differences),
      from: before?.level,
      to: after?.level,
      differences,
    };
  }

  #differences(before?: Evaluation, after?: Evaluation): Difference[] {
    const earlier = toStates(before);
    const later = toStates(after);
    const differences: Difference[] = [];
    for (const id of new Set([...later.keys(), ...earlier.keys()])) {
      const from = earlier.get(id) ?? null;
      const to = later.get(id) ?? null;
      if (meaningOf(from) !== meaningOf(to)) {
        differences.push([this.#positions.get(id)!, from, to]);
      }
    }
    return differences.sort(([a], [b]) => a - b);
  }

  #kindOf(
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

  /* By one ladder that has both levels; where the levels themselves change, by how high each of them is in its own. */
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

function toStates(evaluation: Evaluation | undefined): Map<string, CheckState> {
  return new Map(
    evaluation?.results.map(({ checkId, state }) => [checkId, state]),
  );
}

/* A check that comes or goes and does not apply changes nothing. */
function meaningOf(state: CheckState | null): CheckState {
  return state ?? 'not-applicable';
}
