import { FakeService } from './FakeScorecards';

export const exampleChecks = [
  { id: 'owned', title: 'Owned by a team' },
  { id: 'slo', title: 'SLO declared' },
  { id: 'runbook', title: 'Runbook linked' },
];

/** Three services that differ in all that the page shows. */
export const exampleServices: FakeService[] = [
  {
    name: 'fraud-scorer',
    title: 'Fraud scorer',
    owner: 'group:default/fraud',
    system: 'system:default/payments',
    pattern: 'hybrid',
    assessmentStatus: 'approved',
    level: 'silver',
    score: 81.5,
    checks: { owned: 'pass', slo: 'pass', runbook: 'waived' },
  },
  {
    name: 'invoice-ocr',
    title: 'Invoice OCR',
    owner: 'group:default/ledger',
    system: 'system:default/payments',
    pattern: 'serverless',
    assessmentStatus: 'submitted',
    level: 'bronze',
    score: 58,
    checks: { owned: 'pass', slo: 'fail', runbook: 'unknown' },
  },
  {
    name: 'chat-intent',
    title: 'Chat intent',
    owner: 'group:default/ledger',
    level: 'none',
    score: 12,
    checks: { owned: 'fail', slo: 'fail', runbook: 'fail' },
  },
];
