/* The history that a fleet would have if it had been evaluated every day. */
import { Knex } from 'knex';

export const daysOfHistory = 90;

/** Days between two changes of a check of a service, and of its level. */
export const daysBetween = { check: 30, level: 90 };

/** Writes a pushed number of each service. */
export async function fillFacts(knex: Knex): Promise<void> {
  await knex.raw(
    `INSERT INTO facts (entity_ref, name, entity_digest, due_at, status, value, value_digest, source, collected_at, observed_at, pushed_by, failures)
    SELECT entity_ref, 'coverage', md5(entity_ref), '9999-01-01', 'known', '83.5', md5('83.5'), 'https://ci.example/runs/1', now(), now(), 'plugin:benchmark', 0
    FROM scorecards`,
  );
}

/**
 * Writes the rows that {@link daysOfHistory} days of evaluations and of one pushed number a service and day leave. Statements like the
 * ones of the stores would take hours; each service gets its changes on its own days.
 */
export async function fillHistory(knex: Knex): Promise<void> {
  // What is there from the evaluation becomes the beginning.
  const begin = `now() - interval '${daysOfHistory + 1} days'`;
  await knex.raw(
    `UPDATE scorecard_transitions SET at = ${begin}, day = to_char(${begin}, 'YYYY-MM-DD')`,
  );
  await knex.raw('VACUUM scorecard_transitions');
  const phase = (days: number) => `abs(hashtext(entity_ref)) % ${days}`;
  const states = (earlier: string, now: string, days: number) =>
    [0, 1].map(
      turn =>
        `CASE WHEN (ago / ${days}) % 2 = ${turn} THEN ${now} ELSE ${earlier} END`,
    );
  const addTransitions = (
    aspect: 'check' | 'level',
    [earlier, now]: [string, string],
  ) => {
    const days = daysBetween[aspect];
    const [to, from] = states(earlier, now, days);
    return knex.raw(
      `INSERT INTO scorecard_transitions (entity_ref, aspect, check_id, from_state, to_state, causes, at, day)
      SELECT entity_ref, '${aspect}', ${aspect === 'check' ? "'has-description'" : 'NULL'}, ${from}, ${to},
        '["entity"]', now() - ago * interval '1 day', to_char(now() - ago * interval '1 day', 'YYYY-MM-DD')
      FROM generate_series(${daysOfHistory}, 1, -1) AS ago
      JOIN scorecards ON ago % ${days} = ${phase(days)}
      ORDER BY ago DESC`,
    );
  };
  await addTransitions('check', ["'fail'", "'pass'"]);
  await addTransitions('level', [
    "CASE level WHEN 'none' THEN 'bronze' ELSE 'none' END",
    'level',
  ]);
  await knex('scorecard_changes').truncate();
  await knex.raw(
    `INSERT INTO scorecard_changes
    SELECT day, aspect, split_part(entity_ref, ':', 1), coalesce(from_state, ''), coalesce(to_state, ''), causes, count(*)
    FROM scorecard_transitions WHERE aspect <> 'check' GROUP BY 1, 2, 3, 4, 5, 6`,
  );
  await knex.raw(
    `INSERT INTO fact_points SELECT entity_ref, 'coverage', '', month, points
    FROM scorecards CROSS JOIN (
      SELECT to_char(day, 'YYYY-MM') AS month, replace(jsonb_object_agg(to_char(day, 'DD'), round((70 + 20 * random())::numeric, 1))::text, ' ', '') AS points
      FROM generate_series(now() - interval '${daysOfHistory - 1} days', now(), interval '1 day') AS day GROUP BY 1
    ) AS months`,
  );
}
