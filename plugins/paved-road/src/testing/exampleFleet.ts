import {
  AssessmentSummary,
  Standing,
} from '@paved-road/plugin-paved-road-common';
import { FakeCheck, FakeService, FakeTeam } from './fakeFleet';

export const exampleChecks: FakeCheck[] = [
  { id: 'owned', title: 'Owned by a team', level: 'bronze' },
  { id: 'slo', title: 'SLO declared', level: 'silver' },
  { id: 'runbook', title: 'Runbook linked', level: 'gold' },
];

/** Three services that differ in every displayed property. */
export const exampleServices: FakeService[] = [
  {
    name: 'fraud-scorer',
    title: 'Fraud scorer',
    owner: 'group:default/fraud',
    system: 'system:default/payments',
    pattern: 'hybrid',
    assessmentStatus: 'approved',
    stale: true,
    stage: 'enterprise',
    lifecycle: 'production',
    type: 'ai-service',
    level: 'silver',
    levelSince: '2026-08-14T09:00:00.000Z',
    score: 81.5,
    levelHistory: [
      { level: 'silver', levelRank: 2, at: '2026-10-26T00:00:00.000Z' },
    ],
    checks: { owned: 'pass', slo: 'pass', runbook: 'waived' },
  },
  {
    name: 'invoice-ocr',
    title: 'Invoice OCR',
    owner: 'group:default/ledger',
    system: 'system:default/payments',
    pattern: 'serverless',
    assessmentStatus: 'submitted',
    stage: 'mvp',
    lifecycle: 'experimental',
    type: 'ai-service',
    level: 'bronze',
    levelSince: '2026-11-03T12:00:00.000Z',
    score: 58,
    levelHistory: [
      { level: 'none', levelRank: 0, at: '2026-10-26T00:00:00.000Z' },
      { level: 'silver', levelRank: 2, at: '2026-11-02T12:00:00.000Z' },
      { level: 'bronze', levelRank: 1, at: '2026-11-03T12:00:00.000Z' },
    ],
    lost: {
      level: 'silver',
      at: '2026-11-03T12:00:00.000Z',
      causes: ['facts'],
      check: { checkId: 'slo', title: 'SLO declared' },
    },
    checks: { owned: 'pass', slo: 'fail', runbook: 'unknown' },
    since: { slo: '2026-11-03T12:00:00.000Z' },
    evidence: { slo: [{ name: 'Files', value: 'README.md' }] },
  },
  {
    name: 'chat-intent',
    title: 'Chat intent',
    owner: 'group:default/ledger',
    level: 'none',
    levelSince: '2026-09-01T12:00:00.000Z',
    score: 12,
    checks: { owned: 'fail', slo: 'fail', runbook: 'fail' },
    since: { slo: '2026-09-01T12:00:00.000Z' },
  },
];

/** An API and a model, for rule packs that select other kinds. */
export const exampleAssets: FakeService[] = [
  {
    kind: 'api',
    name: 'payments-api',
    title: 'Payments API',
    owner: 'group:default/ledger',
    system: 'system:default/payments',
    lifecycle: 'production',
    type: 'openapi',
    level: 'bronze',
    score: 50,
  },
  {
    kind: 'resource',
    name: 'fraud-model',
    title: 'Fraud model',
    owner: 'group:default/fraud',
    type: 'ai-model',
    level: 'none',
    score: 0,
  },
];

/** Two subteams of a team without its own services, and a separate team. */
export const exampleTeams: FakeTeam[] = [
  { ref: 'group:default/payments' },
  { ref: 'group:default/fraud', parent: 'group:default/payments' },
  { ref: 'group:default/ledger', parent: 'group:default/payments' },
  { ref: 'group:default/search' },
];

function exampleAssessment(
  id: string,
  assessment: Partial<AssessmentSummary>,
): AssessmentSummary {
  return {
    id,
    entityRef: `component:default/${id}`,
    entityTitle: id,
    orphaned: false,
    stale: [],
    status: 'submitted',
    pattern: 'monolith',
    recommendedPattern: 'monolith',
    modelVersion: '1.0.0',
    author: 'user:default/ada',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-02T00:00:00.000Z',
    ...assessment,
  };
}

const overridesMonolith: Standing = {
  id: 'clear',
  chance: 0.88,
  text: 'Clear for Modular monolith, 88%',
  overrides: { pattern: 'monolith', chance: 0.88 },
};

/** One assessment for each case that the page distinguishes. */
export const exampleAssessments: AssessmentSummary[] = [
  exampleAssessment('invoice-ocr', {
    entityTitle: 'Invoice OCR',
    owner: 'group:default/ledger',
    pattern: 'serverless',
    standing: overridesMonolith,
  }),
  exampleAssessment('fraud-scorer', {
    entityTitle: 'Fraud scorer',
    owner: 'group:default/fraud',
    status: 'approved',
    stale: ['age'],
    pattern: 'hybrid',
    standing: overridesMonolith,
    measured: {
      holds: false,
      pattern: 'microservices',
      since: '2026-11-03T00:00:00.000Z',
    },
  }),
  exampleAssessment('spam-filter', {
    entityTitle: 'Spam filter',
    status: 'approved',
    stale: ['model-version'],
    orphaned: true,
  }),
  exampleAssessment('chat-intent', {
    entityTitle: 'Chat intent',
    status: 'approved',
    measured: { holds: true, pattern: 'monolith' },
  }),
];
