import { AssessmentSummary, Inbox } from '@paved-road/plugin-paved-road-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleChecks, exampleServices } from '../../../testing/exampleFleet';
import { approvedWaiver, exampleWaiver } from '../../../testing/exampleWaivers';
import { FakeAssessments } from '../../../testing/FakeAssessments';
import { FakeScorecards } from '../../../testing/FakeScorecards';
import { FakeWaivers, withWaivers } from '../../../testing/FakeWaivers';
import { FakeSignals } from '../../../__testUtils__/FakeSignals';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../../../__testUtils__/renderPavedRoadPage';

export const reviewer = 'user:default/grace';

export const longReason = `${'The registry moves, and images are signed afterwards. '.repeat(8)}PLAT-214`;

/** A typical queue of a platform team. */
export function exampleQueue() {
  const waivers = new FakeWaivers([
    exampleWaiver('newer', {
      askedDaysAgo: 1,
      entityRef: 'component:default/invoice-ocr',
      entityTitle: 'Invoice OCR',
      owner: 'group:default/ledger',
      checkId: 'signed',
      checkTitle: 'Image signed',
      reason: longReason,
    }),
    exampleWaiver('older', { askedDaysAgo: 6 }),
    approvedWaiver('later', {
      endsInDays: 60,
      checkId: 'runbook',
      checkTitle: 'Runbook linked',
    }),
    approvedWaiver('soon', {
      endsInDays: 3,
      checkId: 'probes',
      checkTitle: 'Probes set',
    }),
    approvedWaiver('over', {
      status: 'expired',
      askedDaysAgo: 90,
      endsInDays: -5,
      checkId: 'signed',
      checkTitle: 'Image signed',
    }),
  ]);
  waivers.actor = reviewer;
  return waivers;
}

/** Renders the reviews of a fleet with these waivers and assessments. */
export function renderReviews(
  system: (typeof frontendSystems)[number],
  options: {
    waivers?: FakeWaivers;
    assessments?: FakeAssessments;
    summaries?: AssessmentSummary[];
    query?: string;
    signals?: FakeSignals;
    waiting?: Partial<Inbox>;
  },
) {
  const {
    waivers = new FakeWaivers(),
    assessments = new FakeAssessments(),
    summaries = [],
    query = '',
    signals,
  } = options;
  const fleet = new FakeScorecards({
    services: exampleServices,
    checks: exampleChecks,
    assessments: summaries,
  });
  fleet.actor = waivers.actor;
  fleet.waiting = options.waiting ?? {};
  const api = Object.assign(withWaivers(fleet, waivers), {
    getAssessment: (id: string) => assessments.getAssessment(id),
    previewAssessmentReview: () => assessments.previewAssessmentReview(),
    getReviewComments: (id: string) => assessments.getReviewComments(id),
    addReviewComment: (id: string, comment: string) =>
      assessments.addReviewComment(id, comment),
    approveAssessment: (id: string, etag: string, comment?: string) =>
      assessments.approveAssessment(id, etag, comment),
    requestAssessmentChanges: (id: string, etag: string, comment: string) =>
      assessments.requestAssessmentChanges(id, etag, comment),
  });
  return renderPavedRoadPage(system, api, `/paved-road/reviews${query}`, {
    userRef: waivers.actor,
    signals,
  });
}

export const grid = async (name: string) =>
  within(await screen.findByRole('table', { name }));

export const namesIn = (table: ReturnType<typeof within>) =>
  table
    .getAllByRole('rowheader')
    .map(
      (cell: HTMLElement) => within(cell).getAllByRole('link')[0].textContent,
    );

export const press = async (name: string | RegExp) =>
  await userEvent.click(await screen.findByRole('button', { name }));

export const view = async (name: RegExp) =>
  await userEvent.click(await screen.findByRole('radio', { name }));
