import { CheckState } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { selectJsonRows } from '../../database/jsonRows';

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

interface PlacedState {
  state: CheckState;
  position: number;
}

interface PositionRow {
  position: number;
  check_id: string;
  track: string;
}

/**
 * The check of each character of `states`. Positions start at 1, as in SQL. A check that was moved to another track has
 * a position in both.
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

  at(position: number): PlacedCheck {
    return this.#checks[position]!;
  }

  of({ checkId, track }: PlacedCheck): number {
    return this.#positions.get(checkId)!.get(track)!;
  }

  /** All positions of a check; empty if it was never evaluated. */
  allOf(checkId: string): number[] {
    return [...(this.#positions.get(checkId)?.values() ?? [])];
  }

  ofTrack(track: string): number[] {
    return this.#checks.flatMap((check, position) =>
      check?.track === track ? [position] : [],
    );
  }

  /** State and position of each check with a result. */
  toResults(states: string): Map<string, PlacedState> {
    const results = new Map<string, PlacedState>();
    for (let position = 1; position <= states.length; position++) {
      const state = stateAt(states, position);
      if (state) {
        results.set(this.at(position).checkId, { state, position });
      }
    }
    return results;
  }
}

/**
 * The states of checks as one text.
 *
 * @param positions - of the results, in their order
 */
export function toStates(
  results: { state: CheckState }[],
  positions: number[],
): string {
  const symbols: string[] = new Array(Math.max(0, ...positions)).fill(
    NO_RESULT,
  );
  results.forEach(({ state }, index) => {
    symbols[positions[index] - 1] = stateSymbols[state];
  });
  return symbols.join('');
}

const MILLISECONDS_OF_DAY = 86_400_000;
/** Characters of a day in base 36; enough until the year 2097. */
const DAY_WIDTH = 3;

/**
 * Since which day each check has been in its state, as one text whose parts sort by time.
 *
 * @param since - milliseconds by position
 */
export function toSinceDays(since: number[]): string {
  return since
    .map(at =>
      Math.floor(at / MILLISECONDS_OF_DAY)
        .toString(36)
        .padStart(DAY_WIDTH, '0'),
    )
    .join('');
}

/** Start and length of the day of a position, for `SUBSTR`. */
export function locateDay(position: number): [start: number, length: number] {
  return [(position - 1) * DAY_WIDTH + 1, DAY_WIDTH];
}

/** The state of the check at a position; undefined without a result. */
export function stateAt(
  states: string,
  position: number,
): CheckState | undefined {
  return statesBySymbol.get(states[position - 1]);
}

/** Reads the positions of all checks. Read the states first, because positions are only added. */
export async function readPositions(knex: Knex): Promise<CheckPositions> {
  return new CheckPositions(await knex('check_positions').select());
}

export async function addPositions(
  knex: Knex,
  checks: PlacedCheck[],
): Promise<void> {
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
    return;
  }
  // If others add the same checks now, the first row stays.
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
}
