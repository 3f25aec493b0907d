import { Advice, Pattern, Risk } from '@paved-road/plugin-paved-road-common';
import { plainPatterns } from '@paved-road/plugin-paved-road-common/advisor';
import { profileSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { randomUUID } from 'node:crypto';
import {
  AssessmentChange,
  AssessmentContent,
  StoredAssessment,
} from '../assessments/StoredAssessment';

const unknown = { status: 'unknown' as const, missing: ['workload.latency'] };

/** A small but complete result of the decision model. */
export function createAdvice(
  options: {
    pattern?: Pattern;
    /** What is said of a language model. */
    placed?: Pick<Advice, 'placements' | 'languageModel'>;
    modelVersion?: string;
    risks?: Risk[];
  } = {},
): Advice {
  const { pattern = 'monolith', placed } = options;
  const placement = placed?.languageModel?.placement;
  const { modelVersion = '1.0.0', risks = [] } = options;
  return {
    modelVersion,
    platform: 'aws-lambda',
    completeness: 0.25,
    unanswered: ['team.teamSize'],
    ranking: plainPatterns.map((ranked, index) => ({
      pattern: ranked,
      fit: 90 - index * 10,
      eligible: true,
      missesRequirement: false,
      vetoes: [],
      contributions: [
        {
          criterion: 'development-speed',
          demand: 4,
          supply: 5 - index,
          weight: 2,
          shortfall: index === 2 ? 0.25 : 0,
          points: 90 - index * 10,
          reason: `Reason ${index}`,
        },
      ],
    })),
    ...(placed && {
      placements: placed.placements,
      languageModel: placed.languageModel,
    }),
    recommendation: {
      pattern,
      ...(placement && { placement }),
      core: pattern === 'hybrid' ? 'microservices' : pattern,
      background: pattern === 'hybrid' ? 'serverless' : undefined,
      runnerUp: 'microservices',
      margin: 10,
      verdict: 'clear',
      tooClose: false,
      confidence: 0.9,
      worstCase: 0.8,
      stage: 'mvp',
      text: 'The first version is out soonest this way.',
    },
    confidence: {
      expected: { monolith: 0.9, microservices: 0.06, serverless: 0.04 },
      worstCase: { monolith: 0.8, microservices: 0, serverless: 0 },
      ifAnswered: 0.92,
      openAnswers: [],
    },
    drivers: [
      {
        criterion: 'development-speed',
        points: 10,
        text: 'Development speed speaks for it.',
      },
    ],
    risks,
    cost: {
      perPattern: {
        monolith: unknown,
        microservices: unknown,
        serverless: unknown,
      },
      curve: [],
    },
    flips: { answers: [], numbers: [], weights: [], without: [] },
    tradeOffs: [],
    roadmap: [],
    notices: [],
    latency: {
      perPattern: {
        monolith: unknown,
        microservices: unknown,
        serverless: unknown,
      },
    },
    assumptions: [],
  };
}

export const author = 'user:default/ada';
export const reviewer = 'user:default/grace';

/** A draft that was never stored. */
export function createDraft(
  overrides: Partial<AssessmentContent> = {},
): StoredAssessment & { status: 'draft' } {
  const createdAt = overrides.createdAt ?? '2026-01-01T00:00:00.000Z';
  return {
    id: randomUUID(),
    entityRef: 'component:default/search',
    author,
    revision: 0,
    profile: profileSchema.parse({ team: { devopsMaturity: 2 } }),
    advice: createAdvice(),
    createdAt,
    updatedAt: createdAt,
    events: [],
    status: 'draft',
    ...overrides,
  };
}

/** What becomes of an assessment when it is submitted. */
export function submitted(
  assessment: StoredAssessment,
  at = '2026-01-02T00:00:00.000Z',
) {
  const pattern =
    assessment.decision?.pattern ?? assessment.advice.recommendation.pattern;
  return {
    ...assessment,
    status: 'submitted' as const,
    decision: assessment.decision ?? { pattern },
    submitted: { by: author, at },
    updatedAt: at,
  };
}

/** What becomes of an assessment when it is submitted and reviewed. */
export function reviewed<S extends 'approved' | 'rejected' | 'superseded'>(
  assessment: StoredAssessment,
  status: S,
  at = '2026-01-03T00:00:00.000Z',
) {
  return {
    ...submitted(assessment),
    status,
    review: { by: reviewer, at, comment: 'Seen.' },
    updatedAt: at,
  };
}

/** A write with the event that goes with it. */
export function changeTo(
  assessment: StoredAssessment,
  action: AssessmentChange['event']['action'],
): AssessmentChange {
  return {
    record: assessment,
    event: { at: assessment.updatedAt, actor: author, action },
  };
}
