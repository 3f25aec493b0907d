import {
  Advice,
  Profile,
  Standing,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { toAssessmentRow } from '../assessments/assessmentRows';
import {
  author,
  createAdvice,
  createDraft,
  reviewed,
  reviewer,
  submitted,
} from './assessmentFixtures';

const day = 24 * 60 * 60 * 1_000;

const standings = [
  'clear',
  'tie',
  'clear-so-far',
  'no-longer-holds',
] satisfies Standing['id'][];

/** Rows of an insert; SQLite limits the terms of a statement. */
const atOnce = 500;

/**
 * Adds an assessment of every 16th entity, three of five of them approved and measured, and a waiver of every 48th.
 *
 * @param decided - profiles with their advice, in turns
 */
export async function fillRecords(
  knex: Knex,
  entityRefs: string[],
  decided: { profile?: Profile; advice: Advice }[] = [
    { advice: createAdvice() },
  ],
): Promise<void> {
  const now = Date.now();
  const daysAgo = (days: number) => new Date(now - days * day).toISOString();
  const assessments = entityRefs
    .filter((_, index) => index % 16 === 0)
    .map((entityRef, index) => {
      const draft = createDraft({
        entityRef,
        author: `user:default/person-${index % 500}`,
        ...decided[index % decided.length],
        createdAt: daysAgo(1 + (index % 400)),
        standing: { id: standings[index % 4], text: 'As measured' },
      });
      const at = daysAgo(index % 400);
      return [
        reviewed(draft, 'approved', at),
        reviewed(draft, 'approved', at),
        reviewed(draft, 'approved', at),
        submitted(draft, at),
        draft,
      ][index % 5];
    });
  // Rows are large.
  for (let start = 0; start < assessments.length; start += 100) {
    await knex('assessments').insert(
      assessments
        .slice(start, start + 100)
        .map(assessment => toAssessmentRow(assessment, 1)),
    );
  }
  await knex.batchInsert(
    'assessment_events',
    assessments.map(({ id, createdAt }) => ({
      assessment_id: id,
      at: createdAt,
      actor: author,
      action: 'created',
    })),
    atOnce,
  );
  await knex.batchInsert(
    'measured_decisions',
    assessments
      .filter(({ status }) => status === 'approved')
      .map(({ id, advice }, index) => ({
        assessment_id: id,
        hash: id.slice(0, 32),
        status: index % 3 === 0 ? 'changed' : 'holds',
        platform: advice.platform,
        pattern: advice.recommendation.pattern,
        predicted_cost: 100 + (index % 50),
        measured_cost: 100,
        off_by: 1 + (index % 50) / 100,
        computed_at: daysAgo(0),
      })),
    atOnce,
  );
  await knex.batchInsert(
    'waivers',
    entityRefs
      .filter((_, index) => index % 48 === 0)
      .map((entityRef, index) => ({
        id: randomUUID(),
        entity_ref: entityRef,
        check_id: 'runbook',
        revision: 1,
        reason: 'The migration takes until summer.',
        expires_at: daysAgo(-1 - (index % 90)),
        requested_by: author,
        requested_at: daysAgo(index % 60),
        ...(index % 3 === 0
          ? { status: 'requested' }
          : {
              status: 'approved',
              decided_by: reviewer,
              decided_at: daysAgo(index % 60),
              decision_comment: 'Until then.',
            }),
      })),
    atOnce,
  );
}
