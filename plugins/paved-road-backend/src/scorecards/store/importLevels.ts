import { ChangeCause } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { selectJsonRows } from '../../database/jsonRows';
import { createInCondition, StoredTime, toIsoTime } from '../../database/sql';
import { ImportedLevels, LevelSince } from './StoredScorecard';
import {
  CountedTransition,
  countTransitions,
  NewTransition,
  toTransitionRow,
  transitionColumns,
} from './scorecardTransitions';
import {
  lockIndexed,
  lockScorecards,
  readLevelBegins,
  saveLevelBegins,
} from './scorecardWrites';

/** The cause of a first evaluation with another level than imported. */
const firstCauses: ChangeCause[] = ['rules'];

/** Entities imported per transaction. */
const IMPORTED_AT_ONCE = 500;

/** The first known level of an entity. */
interface FirstLevel {
  id: number | string;
  entity_ref: string;
  to_state: string;
  causes: string;
  at: StoredTime;
  day: string;
}

/** Replaces the first known level of an entity. */
interface Prelude {
  first: FirstLevel;
  /** Everything before it, and the change to it if the level differs. */
  transitions: NewTransition[];
  /** ISO 8601; an earlier start of the first known level. */
  levelSince?: string;
}

/** Locks in the same order as saves. */
export async function importLevels(
  knex: Knex,
  levels: Map<string, LevelSince[]>,
  keptSince: Date,
): Promise<ImportedLevels> {
  const outcome: ImportedLevels = {
    entityRefs: [],
    withoutScorecard: 0,
    late: 0,
  };
  const entityRefs = [...levels.keys()];
  for (let start = 0; start < entityRefs.length; start += IMPORTED_AT_ONCE) {
    const batch = entityRefs.slice(start, start + IMPORTED_AT_ONCE);
    await knex.transaction(async tx => {
      const indexed = await lockIndexed(tx, batch);
      const stored = await lockScorecards(tx, indexed);
      const firsts = await selectFirsts(tx, [...stored.keys()], keptSince);
      const preludes: Prelude[] = [];
      for (const entityRef of batch) {
        const given = levels.get(entityRef)!;
        const first = firsts.get(entityRef);
        const earlier = first
          ? given.filter(({ at }) => new Date(at) < new Date(first.at))
          : [];
        if (!stored.has(entityRef)) {
          outcome.withoutScorecard += given.length;
        } else {
          outcome.late += given.length - earlier.length;
        }
        if (first && earlier.length > 0) {
          preludes.push(toPrelude(first, earlier, keptSince));
        }
      }
      await savePreludes(tx, preludes);
      await moveLevelBegins(tx, preludes, stored);
      outcome.entityRefs.push(...preludes.map(({ first }) => first.entity_ref));
    });
  }
  return outcome;
}

/** First levels of entities whose history is complete. */
async function selectFirsts(
  tx: Knex,
  entityRefs: string[],
  keptSince: Date,
): Promise<Map<string, FirstLevel>> {
  const rows: FirstLevel[] = await tx('scorecard_transitions')
    .whereIn(
      'id',
      tx('scorecard_transitions')
        // The first condition is redundant, but lets the query use the index.
        .whereRaw("aspect <> 'check' AND aspect = 'level'")
        .whereRaw(createInCondition(tx, 'entity_ref', entityRefs))
        .groupBy('entity_ref')
        .min('id'),
    )
    .whereNull('from_state')
    .where('at', '>=', keptSince)
    .select('id', 'entity_ref', 'to_state', 'causes', 'at', 'day');
  return new Map(rows.map(row => [row.entity_ref, row]));
}

function toPrelude(
  first: FirstLevel,
  earlier: LevelSince[],
  keptSince: Date,
): Prelude {
  const changes = earlier
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .filter(({ level }, index, all) => level !== all[index - 1]?.level)
    .map(({ level, at }, index, all) => ({
      from: all[index - 1]?.level,
      to: level,
      at: new Date(at),
    }));
  const last = changes[changes.length - 1];
  const { entity_ref: entityRef, to_state: to } = first;
  const transitions = changes
    .filter(({ at }) => at >= keptSince)
    .map(({ at, ...change }) =>
      toTransitionRow(
        entityRef,
        { aspect: 'level', ...change },
        { causes: [], at },
      ),
    );
  if (last.to !== to) {
    transitions.push(
      toTransitionRow(
        entityRef,
        { aspect: 'level', from: last.to, to },
        { causes: firstCauses, at: new Date(first.at) },
      ),
    );
  }
  return {
    first,
    transitions,
    levelSince: last.to === to ? last.at.toISOString() : undefined,
  };
}

async function savePreludes(tx: Knex, preludes: Prelude[]): Promise<void> {
  await tx('scorecard_transitions')
    .whereIn(
      'id',
      preludes.map(({ first }) => first.id),
    )
    .delete();
  await insertEarlier(
    tx,
    preludes.flatMap(({ transitions }) => transitions),
  );
  await countTransitions(tx, preludes.flatMap(toCounted));
}

/** Moves the start of unchanged levels back, even beyond the retention of the history. */
async function moveLevelBegins(
  tx: Knex,
  preludes: Prelude[],
  stored: Map<string, { level_since: string }>,
): Promise<void> {
  const begins = await readLevelBegins(
    tx,
    preludes.map(({ first }) => first.entity_ref),
  );
  for (const { first, levelSince } of preludes) {
    const known = stored.get(first.entity_ref)!.level_since;
    if (levelSince !== undefined && known === toIsoTime(first.at)) {
      begins.set(first.entity_ref, levelSince);
    }
  }
  await saveLevelBegins(tx, begins);
}

/* Ids are in chronological order. Imported transitions have negative ones, which distinguish them. */
async function insertEarlier(
  tx: Knex,
  transitions: NewTransition[],
): Promise<void> {
  if (transitions.length === 0) {
    return;
  }
  const [{ lowest }] = await tx('earlier_transition_ids')
    .update({ lowest: tx.raw('lowest - ?', transitions.length) })
    .returning('lowest');
  const columns = { id: 'integer', ...transitionColumns } as const;
  await tx.raw(
    `INSERT INTO scorecard_transitions (${Object.keys(columns)}) ?`,
    [
      selectJsonRows(
        tx,
        columns,
        transitions.map((transition, index) => ({
          id: Number(lowest) + index,
          ...transition,
        })),
      ),
    ],
  );
}

function toCounted({ first, transitions }: Prelude): CountedTransition[] {
  const known = { ...first, aspect: 'level', from_state: null } as const;
  return [
    ...transitions.map(transition => ({ transition, times: 1 }) as const),
    { transition: known, times: -1 },
  ];
}
