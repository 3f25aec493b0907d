/*
 * SQL that SQLite and PostgreSQL share. `${text}` compares by byte, so that the order of lists does not depend on the
 * server's language.
 */
const createSql = ({ text, time, double, serial, bigserial }) => `
  -- Catalog entities, as of the last sync
  CREATE TABLE entities (
    entity_ref varchar(512) PRIMARY KEY,
    kind varchar(255) NOT NULL, namespace varchar(255) NOT NULL, name varchar(255) NOT NULL,
    title text NOT NULL, -- title, or else the name
    type text, lifecycle text,
    owner varchar(512), -- entity reference
    system varchar(512), -- entity reference
    sync_id varchar(64) NOT NULL, -- newest sync that saw it; ids sort by time
    snapshot text, -- canonical JSON of catalogSnapshot.ts as of the last sync, compared as text; null before the first
    digest varchar(32) -- hash of the columns copied from the catalog
  );
  CREATE INDEX entities_owner_idx ON entities (owner);
  CREATE INDEX entities_system_idx ON entities (system);
  -- Groups of the catalog, as of the last sync
  CREATE TABLE teams (
    entity_ref ${text} PRIMARY KEY,
    parent_ref ${text}, -- null at the top; the parent may be missing here
    sync_id varchar(64) NOT NULL
  );
  CREATE INDEX teams_parent_idx ON teams (parent_ref);
  -- Number of catalog syncs; one row
  CREATE TABLE catalog_syncs (count bigint NOT NULL);
  INSERT INTO catalog_syncs VALUES (0);

  -- The entity that owns the records of a reference; outlives the row in entities
  CREATE TABLE entity_identities (
    entity_ref varchar(512) PRIMARY KEY,
    uid varchar(255) NOT NULL -- from the catalog
  );
  -- Former entities whose records are not adopted
  CREATE TABLE orphaned_entities (
    entity_ref varchar(512) NOT NULL, uid varchar(255) NOT NULL,
    orphaned_at ${time} NOT NULL, -- when another entity took the name
    PRIMARY KEY (entity_ref, uid)
  );

  -- Assessments outlive their entities, so there is no foreign key to entities.
  CREATE TABLE assessments (
    id varchar(36) PRIMARY KEY,
    entity_ref varchar(512) NOT NULL, status varchar(16) NOT NULL,
    revision integer NOT NULL, -- number of writes
    author varchar(255) NOT NULL,
    idempotency_key varchar(200), -- makes a repeated request of the same author harmless
    pattern varchar(32) NOT NULL, -- decided, or else recommended
    recommended_pattern varchar(32) NOT NULL,
    placement varchar(32), -- of the language model: decided, or else recommended; null without one
    recommended_placement varchar(32), model_version varchar(64) NOT NULL,
    stage varchar(16) NOT NULL, -- from the advice
    high_risks text NOT NULL, -- JSON: ids of the risks of high severity in the advice
    input text NOT NULL, -- JSON: profile, weights, assumptions, platform
    advice text NOT NULL, -- JSON
    decision text, -- JSON; null until decided
    snapshot text, -- of the entity when it was assessed, as in entities
    submitted_by varchar(255), submitted_at ${time}, reviewed_by varchar(255),
    reviewed_at ${time}, review_comment text, created_at ${time} NOT NULL, updated_at ${time} NOT NULL
  );
  CREATE UNIQUE INDEX assessments_idempotency_uniq ON assessments (author, entity_ref, idempotency_key);
  -- Two reviews at the same moment must not leave an entity with two approved assessments.
  CREATE UNIQUE INDEX assessments_approved_uniq ON assessments (entity_ref) WHERE status = 'approved';
  CREATE INDEX assessments_entity_created_idx ON assessments (entity_ref, created_at, id);
  CREATE INDEX assessments_created_idx ON assessments (created_at, id);
  CREATE INDEX assessments_submitted_idx ON assessments (submitted_at, id) WHERE status = 'submitted';
  CREATE INDEX assessments_draft_idx ON assessments (author, updated_at, id) WHERE status = 'draft';
  -- History of assessments, one row per write
  CREATE TABLE assessment_events (
    id ${bigserial},
    assessment_id varchar(36) NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
    at ${time} NOT NULL, actor varchar(255) NOT NULL, action varchar(16) NOT NULL, comment text
  );
  CREATE INDEX assessment_events_assessment_idx ON assessment_events (assessment_id, id);
  -- Stale assessments whose owners have been notified
  CREATE TABLE stale_notifications (
    assessment_id varchar(36) PRIMARY KEY REFERENCES assessments (id) ON DELETE CASCADE,
    notified_at ${time} NOT NULL
  );
  -- Approved assessments next to their measurements
  CREATE TABLE measured_decisions (
    assessment_id varchar(36) PRIMARY KEY REFERENCES assessments (id) ON DELETE CASCADE,
    hash varchar(32) NOT NULL, -- of the inputs
    status varchar(16) NOT NULL, platform varchar(32) NOT NULL,
    pattern varchar(16) NOT NULL, -- decided
    measured_pattern varchar(16), -- recommended with measured values; null without any
    since ${time}, -- since when the recommendation differs
    stale_at ${time}, -- when it had differed for long enough to request a review
    notified_at ${time}, -- when people were notified
    predicted_cost ${double}, -- USD a month
    measured_cost ${double},
    predicted_latency ${double}, -- seconds, p95
    measured_latency ${double},
    off_by ${double}, -- error of the worse prediction: the larger number divided by the smaller one
    computed_at ${time} NOT NULL
  );
  CREATE INDEX measured_decisions_status_idx ON measured_decisions (status);
  CREATE INDEX measured_decisions_stale_idx ON measured_decisions (stale_at);
  CREATE INDEX measured_decisions_off_idx ON measured_decisions (off_by, assessment_id);

  -- Exceptions from checks, for one entity and a limited time. They outlive the entity, like assessments.
  CREATE TABLE waivers (
    id varchar(36) PRIMARY KEY,
    entity_ref varchar(512) NOT NULL, check_id varchar(255) NOT NULL,
    status varchar(16) NOT NULL, revision integer NOT NULL, reason text NOT NULL,
    expires_at ${time} NOT NULL, requested_by varchar(255) NOT NULL,
    requested_at ${time} NOT NULL, idempotency_key varchar(200),
    renews varchar(36), -- id of the waiver that it continues
    decided_by varchar(255), decided_at ${time}, decision_comment text, revoked_by varchar(255),
    revoked_at ${time}, revocation_comment text
  );
  CREATE UNIQUE INDEX waivers_idempotency_uniq ON waivers (requested_by, entity_ref, idempotency_key);
  -- Two requests or reviews at the same moment must not leave a check with two waivers.
  CREATE UNIQUE INDEX waivers_open_uniq ON waivers (entity_ref, check_id) WHERE status = 'requested';
  CREATE UNIQUE INDEX waivers_in_force_uniq ON waivers (entity_ref, check_id) WHERE status = 'approved';
  -- A chain of renewals has no branches.
  CREATE UNIQUE INDEX waivers_renews_uniq ON waivers (renews)
    WHERE status = 'requested' OR (status <> 'rejected' AND decided_at IS NOT NULL);
  CREATE INDEX waivers_renews_idx ON waivers (renews);
  CREATE INDEX waivers_entity_requested_idx ON waivers (entity_ref, requested_at, id);
  CREATE INDEX waivers_status_idx ON waivers (status, requested_at, id);
  CREATE INDEX waivers_requested_idx ON waivers (requested_at, id);
  CREATE INDEX waivers_expiry_idx ON waivers (expires_at, id) WHERE status IN ('requested', 'approved');
  -- History of waivers, one row per write
  CREATE TABLE waiver_events (
    id ${bigserial},
    waiver_id varchar(36) NOT NULL REFERENCES waivers (id) ON DELETE CASCADE,
    at ${time} NOT NULL, actor varchar(255) NOT NULL, action varchar(16) NOT NULL, comment text
  );
  CREATE INDEX waiver_events_waiver_idx ON waiver_events (waiver_id, id);

  -- Facts, one row per entity and collector; an entity may have facts before it is in entities
  CREATE TABLE facts (
    entity_ref varchar(512) NOT NULL,
    name varchar(63) NOT NULL, -- id of the collector
    entity_digest varchar(32) NOT NULL, -- hash of the entity as it is now
    due_at ${time} NOT NULL, -- when to collect it; while claimed, when the claim ends
    token varchar(36), -- of the claim
    status varchar(16) NOT NULL,
    value text, -- JSON: last known value
    value_digest varchar(32),
    source text, -- where the value was read
    etag text, -- from the collector
    value_entity_digest varchar(32), -- hash of the entity when the value was read
    value_place_digest varchar(32), -- hash of the entity's locations when the value was read
    collected_at ${time}, -- when the value was last confirmed
    observed_at ${time}, -- when the value was true; null if the same as collected_at
    expires_at ${time}, -- when a pushed value becomes unknown; null for never
    pushed_by varchar(512), -- null if collected
    reason text, -- why it is unknown
    tried_at ${time},
    failures integer NOT NULL, -- in a row
    failing_since ${time}, -- null while the source answers
    PRIMARY KEY (entity_ref, name)
  );
  CREATE INDEX facts_due_idx ON facts (name, due_at);
  CREATE INDEX facts_expires_idx ON facts (expires_at) WHERE expires_at IS NOT NULL AND status = 'known';
  CREATE INDEX facts_failing_idx ON facts (failing_since) WHERE failing_since IS NOT NULL;
  -- Numbers of facts over time, one row per month
  CREATE TABLE fact_points (
    entity_ref ${text} NOT NULL, name varchar(63) NOT NULL,
    field ${text} NOT NULL, -- path in the value; empty if the value is the number
    month varchar(7) NOT NULL, -- like 2026-11
    points text NOT NULL, -- JSON: last number of each day, by day of the month
    PRIMARY KEY (entity_ref, name, field, month)
  );
  CREATE INDEX fact_points_month_idx ON fact_points (month);

  -- Sources of rule packs, with their last good content
  CREATE TABLE rule_packs (
    source text PRIMARY KEY, -- file, URL, config key or plugin
    origin varchar(16) NOT NULL,
    position integer NOT NULL, -- order of the packs
    content text, -- null for a source without content
    digest varchar(64), -- of the content
    changes text, -- JSON: changes to the content from the config; null without any
    name varchar(63), -- from the content
    version text, -- from the content
    active_since ${time}, etag text, checked_at ${time} NOT NULL,
    problem text, -- why newer content is not active
    problem_since ${time}
  );
  -- State of all rule packs together; one row
  CREATE TABLE active_rules (
    id integer PRIMARY KEY,
    revision integer NOT NULL, -- number of changes
    digest varchar(64) -- of the packs and fact schemas
  );
  INSERT INTO active_rules (id, revision) VALUES (1, 0);
  -- Entities to evaluate
  CREATE TABLE due_evaluations (
    entity_ref varchar(512) PRIMARY KEY,
    priority smallint NOT NULL, -- 0: the entity changed, 1: only a run needs it
    due_at ${time} NOT NULL, -- while claimed, when the claim ends
    run_id varchar(36),
    token varchar(36) -- of the claim
  );
  CREATE INDEX due_evaluations_due_idx ON due_evaluations (priority, due_at);
  CREATE INDEX due_evaluations_run_idx ON due_evaluations (run_id);
  -- Evaluation runs over the fleet
  CREATE TABLE evaluation_runs (
    id varchar(36) PRIMARY KEY,
    trigger varchar(16) NOT NULL, state varchar(16) NOT NULL,
    requested_by varchar(255), -- entity reference
    total integer NOT NULL, -- entities to check
    done integer NOT NULL, -- entities checked
    changed integer NOT NULL, -- entities evaluated
    problem text, -- why it failed
    created_at ${time} NOT NULL, finished_at ${time}
  );
  CREATE INDEX evaluation_runs_created_idx ON evaluation_runs (created_at, id);
  -- Each back end looks for running ones every few seconds.
  CREATE INDEX evaluation_runs_state_idx ON evaluation_runs (state);
  CREATE UNIQUE INDEX evaluation_runs_request_uniq ON evaluation_runs (trigger)
    WHERE state = 'running' AND trigger = 'request';
  -- Positions of checks in scorecards.states; rows are only added
  CREATE TABLE check_positions (
    position ${serial}, check_id ${text} NOT NULL,
    track ${text} NOT NULL -- a check that moves to another track gets another position
  );
  CREATE UNIQUE INDEX check_positions_check_uniq ON check_positions (check_id, track);

  /*
   * Scorecard columns that lists and figures use. The store removes scorecards, because it also has to subtract them from
   * scorecard_counts; a foreign key to entities would not. Texts are empty where there is no value.
   */
  CREATE TABLE scorecards (
    entity_ref ${text} PRIMARY KEY,
    revision integer NOT NULL,
    number integer, -- assigned when first needed, never reused
    level_rank integer NOT NULL, -- 1 is the lowest, 0 is none
    level ${text} NOT NULL, -- id, or none
    level_since ${text} NOT NULL, -- ISO 8601 in UTC, with milliseconds
    score integer NOT NULL, -- hundredths, 0..10000
    pass integer NOT NULL, -- number of checks in each state
    fail integer NOT NULL, waived integer NOT NULL, not_applicable integer NOT NULL, unknown integer NOT NULL,
    states ${text} NOT NULL, -- p, f, w, n, u, or - without a result, by check_positions
    since_days ${text} NOT NULL DEFAULT '', -- day of the last change of each state: three digits in base 36 per position
    owner ${text} NOT NULL, -- entity reference
    system ${text} NOT NULL, -- entity reference
    lifecycle ${text} NOT NULL DEFAULT '', type ${text} NOT NULL DEFAULT '',
    pattern ${text} NOT NULL, -- declared or decided
    stage ${text} NOT NULL DEFAULT '', -- of the product, by the current assessment
    assessment_status ${text} NOT NULL, -- of the current assessment
    stale integer NOT NULL, -- 1 if the approved assessment needs a review, else 0
    lift ${text} NOT NULL DEFAULT '', -- the only check that blocks a higher level
    lift_level ${text} NOT NULL DEFAULT '', -- the level reached with it
    sort_name ${text} NOT NULL, -- start of the title, in lower case
    title text NOT NULL,
    search_text ${text} NOT NULL, -- title, name and owner in lower case
    evaluated_at ${time} NOT NULL
  );
  CREATE UNIQUE INDEX scorecards_number_uniq ON scorecards (number);
  CREATE INDEX scorecards_unnumbered_idx ON scorecards (entity_ref) WHERE number IS NULL;
  -- One index per sort order; ties by name
  CREATE INDEX scorecards_name_idx ON scorecards (sort_name, entity_ref);
  CREATE INDEX scorecards_owner_idx ON scorecards (owner, sort_name, entity_ref);
  CREATE INDEX scorecards_system_idx ON scorecards (system, sort_name, entity_ref);
  CREATE INDEX scorecards_level_rank_idx ON scorecards (level_rank, sort_name, entity_ref);
  CREATE INDEX scorecards_level_rank_desc_idx ON scorecards (level_rank DESC, sort_name, entity_ref);
  CREATE INDEX scorecards_level_since_idx ON scorecards (level_since, sort_name, entity_ref);
  CREATE INDEX scorecards_level_since_desc_idx ON scorecards (level_since DESC, sort_name, entity_ref);
  CREATE INDEX scorecards_score_idx ON scorecards (score, sort_name, entity_ref);
  CREATE INDEX scorecards_score_desc_idx ON scorecards (score DESC, sort_name, entity_ref);
  CREATE INDEX scorecards_worst_idx ON scorecards (level_rank, score, sort_name, entity_ref);
  CREATE INDEX scorecards_lift_idx ON scorecards (lift, sort_name, entity_ref) WHERE lift <> '';
  -- Scorecard columns that only the scorecard's own page uses
  CREATE TABLE scorecard_details (
    entity_ref ${text} PRIMARY KEY,
    inputs text NOT NULL, -- JSON: hashes in the order of the causes of a change
    since text NOT NULL, -- JSON: time of the last change of each state in milliseconds, by position
    packs text NOT NULL, -- JSON: name and version
    results text NOT NULL -- JSON: in order, without what states contains
  );

  -- Changes of scorecards; outlive the entities. Imported ones have ids below zero, because ids are in order of time.
  CREATE TABLE scorecard_transitions (
    id ${bigserial}, entity_ref ${text} NOT NULL,
    aspect ${text} NOT NULL, -- level, check, assessment, waived or stale
    check_id text, -- null unless a check changed
    from_state ${text}, -- null at first
    to_state ${text}, -- null if removed
    causes text NOT NULL, -- JSON: changed inputs
    at ${time} NOT NULL,
    day ${text} NOT NULL -- ISO 8601 in UTC
  );
  CREATE INDEX scorecard_transitions_entity_idx ON scorecard_transitions (entity_ref, id);
  CREATE INDEX scorecard_transitions_at_idx ON scorecard_transitions (at);
  -- Figures do not use changes of checks, which are the most frequent.
  CREATE INDEX scorecard_transitions_figures_idx ON scorecard_transitions (entity_ref, day) WHERE aspect <> 'check';
  -- Lowest id of a transition; one row
  CREATE TABLE earlier_transition_ids (lowest bigint NOT NULL);
  INSERT INTO earlier_transition_ids VALUES (0);
  -- Sources of earlier levels, each imported once
  CREATE TABLE history_imports (source_id varchar(255) PRIMARY KEY, imported_at ${time} NOT NULL);

  -- Sums over all scorecards, by a shared value
  CREATE TABLE scorecard_counts (
    dimension ${text} NOT NULL,
    key ${text} NOT NULL, -- the shared value; may be empty
    kind ${text} NOT NULL, level_rank integer NOT NULL, level ${text} NOT NULL, entities integer NOT NULL,
    score bigint NOT NULL, -- hundredths
    pass bigint NOT NULL, -- number of checks in each state
    fail bigint NOT NULL, waived bigint NOT NULL, not_applicable bigint NOT NULL, unknown bigint NOT NULL,
    PRIMARY KEY (dimension, key, kind, level_rank, level)
  );
  -- Number of transitions per day, without checks
  CREATE TABLE scorecard_changes (
    day ${text} NOT NULL, aspect ${text} NOT NULL, kind ${text} NOT NULL,
    from_state ${text} NOT NULL, to_state ${text} NOT NULL, causes ${text} NOT NULL, changes integer NOT NULL,
    PRIMARY KEY (day, aspect, kind, from_state, to_state, causes)
  );
  -- Last number assigned to a scorecard; one row, locked to assign more
  CREATE TABLE scorecard_numbers (last integer NOT NULL);
  INSERT INTO scorecard_numbers VALUES (0);

  -- Previews of rule packs
  CREATE TABLE rule_previews (
    id varchar(36) PRIMARY KEY,
    state varchar(16) NOT NULL, requested_by varchar(255) NOT NULL,
    rules text NOT NULL, -- JSON: packs, warnings, levels and checks to compare
    figures text NOT NULL, -- JSON: sums over all services
    total integer NOT NULL, -- entities to check
    done integer NOT NULL, -- entities checked
    problem text, -- why it failed
    created_at ${time} NOT NULL,
    advanced_at ${time} NOT NULL, -- last progress
    finished_at ${time}
  );
  CREATE INDEX rule_previews_requested_by_idx ON rule_previews (requested_by);
  -- Services with a scorecard before or after; texts are empty where there is no value
  CREATE TABLE rule_preview_services (
    preview_id varchar(36) NOT NULL REFERENCES rule_previews (id) ON DELETE CASCADE,
    entity_ref varchar(512) NOT NULL, sort_name varchar(100) NOT NULL, title text NOT NULL,
    owner text NOT NULL, -- entity reference
    kind varchar(16) NOT NULL, -- of the change
    from_level text NOT NULL, to_level text NOT NULL,
    differences text NOT NULL, -- JSON: position of a check, its states and its effect
    PRIMARY KEY (preview_id, entity_ref)
  );
  CREATE INDEX rule_preview_services_order_idx ON rule_preview_services (preview_id, sort_name, entity_ref);

  CREATE TABLE campaigns (
    id varchar(36) PRIMARY KEY,
    revision integer NOT NULL, title text NOT NULL, description text,
    target_level varchar(63) NOT NULL, -- id
    due_on varchar(10) NOT NULL, -- last day, ISO 8601
    scope text NOT NULL, -- JSON: filter of services
    created_by varchar(255) NOT NULL, -- entity reference
    idempotency_key varchar(200), created_at ${time} NOT NULL,
    ended_at ${time} -- null while active
  );
  CREATE UNIQUE INDEX campaigns_idempotency_uniq ON campaigns (created_by, idempotency_key);
  CREATE INDEX campaigns_due_idx ON campaigns (due_on, id);
  -- Progress of the daily summaries
  CREATE TABLE summary_progress (
    owner varchar(512) PRIMARY KEY, -- entity reference; empty for owners without a row
    seen_until ${time} NOT NULL, -- later events are not in a summary yet
    claimed_at ${time} -- when a back end claimed the last summary
  );
  -- Secret that signs badges; at most one row
  CREATE TABLE badge_secret (
    id smallint PRIMARY KEY,
    secret varchar(64) NOT NULL -- base64url
  );
`;

/**
 * Creates all tables.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isSqlite = String(knex.client.config.client).includes('sqlite');
  const autoincrement = 'integer NOT NULL PRIMARY KEY AUTOINCREMENT';
  const sql = createSql({
    text: isSqlite ? 'text' : 'text COLLATE "C"',
    time: isSqlite ? 'datetime' : 'timestamptz',
    double: isSqlite ? 'float' : 'double precision',
    serial: isSqlite ? autoincrement : 'serial PRIMARY KEY',
    bigserial: isSqlite ? autoincrement : 'bigserial PRIMARY KEY',
  });
  for (const statement of sql.trim().split(/;\n/)) {
    await knex.raw(statement);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  const tables = [...createSql({}).matchAll(/CREATE TABLE (\w+)/g)];
  for (const [, table] of tables.reverse()) {
    await knex.schema.dropTable(table);
  }
};
