import { CheckState } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { selectJsonRows } from '../database/jsonRows';

/** The character of each state in `states`. */
export const stateSymbols: Record<CheckState, string> = {
  pass: 'p',
  fail: 'f',
  waived: 'w',
  'not-applicable': 'n',
  unknown: 'u',
};

const statesBySymbol = new Map(
  Object.entries(stateSymbols).map(([state, symbol]) => [
    symbol,
    state as CheckState,
  ]),
);

const NO_RESULT = '-';

interface PlacedCheck {
  checkId: string;
  track: string;
}

interface PositionRow {
  position: number;
  check_id: string;
  track: string;
}

/**
 * Which character of `states` is whose. Positions start at 1, as in SQL. A check that was moved to
 * another track has a position in each of them, and its result is at one of these.
 */
export class CheckPositions {
  readonly #checks: (PlacedCheck | undefined)[] = [];
  readonly #positions = new Map<string, Map<string, number>>();

  constructor(rows: PositionRow[]) {
    for (const { position, check_id: checkId, track } of rows) {
      this.#checks[position] = { checkId, track };
      const positions = this.#positions.get(checkId) ?? new Map();
      this.#positions.set(checkId, positions.set(track, position));
    }
  }

  has({ checkId, track }: PlacedCheck): boolean {
    return this.#positions.get(checkId)?.has(track) ?? false;
  }

  /** The check at a position that there is. */
  at(position: number): PlacedCheck {
    return this.#checks[position]!;
  }

  of({ checkId, track }: PlacedCheck): number {
    return this.#positions.get(checkId)!.get(track)!;
  }

  /** All positions of a check; none where it was never evaluated. */
  allOf(checkId: string): number[] {
    return [...(this.#positions.get(checkId)?.values() ?? [])];
  }

  /** The state of each check that has one. */
  toResults(states: string): Map<string, CheckState> {
    const results = new Map<string, CheckState>();
    for (let position = 1; position <= states.length; position++) {
      const state = stateAt(states, position);
      if (state) {
        results.set(this.at(position).checkId, state);
      }
    }
    return results;
  }

  /** The states of checks as one text. */
  toStates(results: (PlacedCheck & { state: CheckState })[]): string {
    const symbols: string[] = [];
    for (const result of results) {
      symbols[this.of(result) - 1] = stateSymbols[result.state];
    }
    return Array.from(symbols, symbol => symbol ?? NO_RESULT).join('');
  }
}

/** The state of the check at a position; undefined without a result. */
export function stateAt(
  states: string,
  position: number,
): CheckState | undefined {
  return statesBySymbol.get(states[position - 1]);
}

export async function readPositions(knex: Knex): Promise<CheckPositions> {
  return new CheckPositions(await knex('check_positions').select());
}

/** The positions of all checks, among them the given ones, which need not have had one. */
export async function assignPositions(
  knex: Knex,
  checks: PlacedCheck[],
): Promise<CheckPositions> {
  const known = await readPositions(knex);
  const added = new Map(
    checks
      .filter(check => !known.has(check))
      .map(({ checkId, track }) => [
        `${checkId} ${track}`,
        { check_id: checkId, track },
      ]),
  );
  if (added.size === 0) {
    return known;
  }
  // Others may add the same ones now: whose row comes first stays, and everybody reads it.
  await knex.raw(
    `INSERT INTO check_positions (check_id, track)
    SELECT * FROM (?) AS added WHERE true ORDER BY check_id, track
    ON CONFLICT DO NOTHING`,
    [
      selectJsonRows(knex, { check_id: 'text', track: 'text' }, [
        ...added.values(),
      ]),
    ],
  );
  return await readPositions(knex);
}
