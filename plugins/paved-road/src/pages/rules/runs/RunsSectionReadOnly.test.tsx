import { evaluationRunPermission } from '@paved-road/plugin-paved-road-common';
import { screen } from '@testing-library/react';
import { FakeScorecards } from '../../../testing/FakeScorecards';
import { renderPavedRoadPage } from '../../../__testUtils__/renderPavedRoadPage';

it('shows a run, but no buttons, to those who may not run evaluations', async () => {
  const api = new FakeScorecards({});
  await api.startEvaluation();
  await renderPavedRoadPage('new', api, '/paved-road/rules', {
    denied: [evaluationRunPermission.name],
  });

  expect(await screen.findByText(/0 of 2,000 entities checked/)).toBeVisible();
  for (const name of ['Evaluate the fleet', 'Cancel the run']) {
    expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
  }
});

it('shows how many repositories the current detectors have read', async () => {
  const api = new FakeScorecards({});
  const run = await api.startEvaluation();
  api.listEvaluations = async () => ({
    items: [run],
    repositories: { total: 10_000, read: 9_200 },
  });
  await renderPavedRoadPage('new', api, '/paved-road/rules');
  expect(
    await screen.findByText(/^9,200 of 10,000 repositories have been read/),
  ).toBeVisible();
});

it('shows a run without figures to those who do not see all services', async () => {
  const api = new FakeScorecards({});
  const { total, done, changed, ...run } = await api.startEvaluation();
  api.listEvaluations = async () => ({ items: [run], nextCursor: undefined });
  await renderPavedRoadPage('new', api, '/paved-road/rules', {
    denied: [evaluationRunPermission.name],
  });

  expect(
    await screen.findByRole('progressbar', { name: 'Progress of the run' }),
  ).toBeVisible();
  expect(screen.queryByText(/of .* entities checked/)).not.toBeInTheDocument();
  expect(screen.queryByText(/undefined|NaN/)).not.toBeInTheDocument();
});
