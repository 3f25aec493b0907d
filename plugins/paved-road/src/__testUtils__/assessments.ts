import {
  Assessment,
  NewAssessmentInput,
} from '@paved-road/plugin-paved-road-common';
import { FakeAssessments } from '../testing/FakeAssessments';
import { entityRef } from './renderArchitecture';

export const owner = 'user:default/owner';
export const reviewer = 'user:default/reviewer';

/** One team with a first version; clearly a monolith. */
export const firstVersion: NewAssessmentInput = {
  profile: {
    team: { devopsMaturity: 2, teamSize: 5, parallelTeams: 1 },
    product: { driver: 'time-to-market', roadmap: 'pivot-likely' },
    workload: { traffic: 'steady', invocation: 'in-app' },
  },
};

/** Too few answers for a recommendation. */
export const fewAnswers: NewAssessmentInput = {
  profile: { team: { devopsMaturity: 2 } },
};

/** Many teams, high volume, and a model too large for functions. */
export const atScale: NewAssessmentInput = {
  profile: {
    team: {
      devopsMaturity: 5,
      distributedExperience: 'production',
      teamSize: 60,
      parallelTeams: 6,
    },
    product: { driver: 'scale', roadmap: 'stable', budgetFocus: 'balanced' },
    workload: {
      traffic: 'steady',
      requestsPerMonth: 200_000_000,
      latency: 'interactive',
      inferenceMs: 50,
      modelSizeGb: 12,
      memoryGb: 16,
      accelerator: 'none',
      invocation: 'api',
      dataPerRequestMb: 0.1,
      backgroundWork: 'none',
    },
    growth: { users: 3, data: 2, models: 3, experimentation: 4 },
  },
};

/** Creates a draft as the fake's actor and submits it. */
export async function submitted(
  fake: FakeAssessments,
  input: NewAssessmentInput = firstVersion,
  ref: string = entityRef,
): Promise<Assessment> {
  const { id, etag } = await fake.createAssessment(ref, input);
  return await fake.submitAssessment(id, etag);
}

/** Creates an assessment as the fake's actor and approves it as the reviewer. */
export async function approved(
  fake: FakeAssessments,
  input: NewAssessmentInput = firstVersion,
): Promise<Assessment> {
  const author = fake.actor;
  const { id, etag } = await submitted(fake, input);
  fake.actor = reviewer;
  const assessment = await fake.approveAssessment(id, etag, 'Agreed');
  fake.actor = author;
  return assessment;
}
