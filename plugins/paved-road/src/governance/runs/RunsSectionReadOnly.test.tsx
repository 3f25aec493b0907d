import { evaluationRunPermission } from '@paved-road/plugin-paved-road-common';
import { screen } from '@testing-library/react';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { renderPavedRoadPage } from '../__testUtils__/renderPavedRoadPage';

it('shows a run, but no buttons, to those who may not run evaluations', async () => {
  const api = new FakeScorecards({});
  await api.startEvaluation();
  await renderPavedRoadPage('new', api, '/paved-road/rules', {
    denied: [evaluationRunPermission.name],
  });

  expect(await screen.findByText(/0 of 2,000 components/)).toBeVisible();
  for (const name of ['Evaluate the fleet', 'Cancel the run']) {
    expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
  }
});
