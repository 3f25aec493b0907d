import { rulePreviewPermission } from '@paved-road/plugin-paved-road-common';
import { screen } from '@testing-library/react';
import { exampleChecks, exampleServices } from '../../testing/exampleFleet';
import { exampleRules } from '../../testing/exampleRules';
import { FakeRules } from '../../testing/FakeRules';
import { renderPavedRoadPage } from '../../__testUtils__/renderPavedRoadPage';

it('shows the active rules, and no way to preview others, to those who may not', async () => {
  const api = new FakeRules({
    services: exampleServices,
    checks: exampleChecks,
    rules: exampleRules,
  });
  await renderPavedRoadPage('new', api, '/paved-road/rules', {
    denied: [rulePreviewPermission.name],
  });
  expect(
    await screen.findByRole('region', { name: 'Rule packs' }),
  ).toBeVisible();
  expect(screen.getByRole('link', { name: 'SLO declared' })).toBeVisible();
  for (const name of ['Preview a change', /^Edit/]) {
    expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
  }
});
