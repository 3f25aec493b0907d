import { rulePreviewPermission } from '@paved-road/plugin-paved-road-common';
import { screen } from '@testing-library/react';
import { exampleRules } from '../../../testing/exampleRules';
import { FakeRules } from '../../../testing/FakeRules';
import { renderPavedRoadPage } from '../../__testUtils__/renderPavedRoadPage';

it('shows the active rules, and no way to try others, to those who may not', async () => {
  const api = new FakeRules({ rules: exampleRules });
  await renderPavedRoadPage('new', api, '/paved-road/rules', {
    denied: [rulePreviewPermission.name],
  });
  expect(
    await screen.findByRole('region', { name: 'Paved road for AI services' }),
  ).toBeVisible();
  for (const name of ['Try a rule pack', 'Try a check on one service']) {
    expect(screen.queryByRole('region', { name })).not.toBeInTheDocument();
  }
  expect(
    screen.queryByRole('button', { name: 'Edit this pack' }),
  ).not.toBeInTheDocument();
});
