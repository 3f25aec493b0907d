import { RulePackChange } from '@paved-road/plugin-paved-road-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { endedRuns, exampleRules } from '../../testing/exampleRules';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { responseError } from '../../testing/responseError';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../../__testUtils__/renderPavedRoadPage';

const region = async (name: string) =>
  within(await screen.findByRole('region', { name }));

describe.each(frontendSystems)('RulesTab in the %s frontend system', system => {
  const render = () =>
    renderPavedRoadPage(
      system,
      new FakeScorecards({ rules: exampleRules, runs: endedRuns(1) }),
      '/paved-road/rules',
    );

  it('shows where a rule pack comes from, and its levels', async () => {
    const { content } = await render();

    const pack = await region('Rule packs');
    await userEvent.click(
      pack.getByRole('button', { name: /^Paved road for AI services/ }),
    );
    for (const [name, value] of [
      ['Version', '1.2.0'],
      ['Comes from', 'URL'],
    ]) {
      expect(pack.getByText(name).nextElementSibling).toHaveTextContent(value);
    }
    expect(
      pack.getByRole('link', {
        name: 'https://rules.example.com/ai-services.yaml',
      }),
    ).toBeVisible();
    expect(
      pack.getByText(
        '{ "kind": "Component", "spec.type": { "$in": [ "ai-service", "service" ] } }',
      ),
    ).toBeVisible();
    expect(
      within(pack.getByRole('list', { name: 'Levels, lowest first' }))
        .getAllByRole('listitem')
        .map(level => level.textContent),
    ).toEqual(['Bronze 1 check', 'Silver 1 check']);
    expect(await axe(content())).toHaveNoViolations();
  });

  it('shows what the config changes in a rule pack', async () => {
    const [pack] = exampleRules.items;
    const check = { checkId: 'slo', title: 'Service level' };
    const changes: RulePackChange[] = [
      { kind: 'pack-filter', from: { kind: 'Component', 'spec.type': 'api' } },
      { kind: 'off', ...check },
      { kind: 'level', ...check, from: 'bronze', to: 'silver' },
      { kind: 'weight', ...check, from: 1, to: 2.5 },
      { kind: 'filter', ...check, to: { 'spec.lifecycle': 'production' } },
    ];
    const { content } = await renderPavedRoadPage(
      system,
      new FakeScorecards({
        rules: {
          ...exampleRules,
          items: [{ ...pack, status: { ...pack.status, changes } }],
        },
      }),
      '/paved-road/rules',
    );
    const packs = await region('Rule packs');
    await userEvent.click(
      packs.getByRole('button', { name: /changed by config/ }),
    );
    const shown = packs.getByText('Changed by the config of the portal')
      .nextElementSibling as HTMLElement;
    expect(
      within(shown)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'Selects kind Component and spec.type ai-service or service, instead of kind Component and spec.type api',
      'Service level: off',
      'Service level: for Silver, instead of Bronze',
      'Service level: weight 2.5, instead of 1',
      'Service level: only where spec.lifecycle production',
    ]);
    expect(await axe(content())).toHaveNoViolations();
  });

  it('warns of sources whose newest content is not active', async () => {
    await render();

    const [broken, inactive] = await screen.findAllByRole('note');
    expect(broken).toHaveTextContent(
      /The newest version of “Paved road for AI services” is invalid.*Version 1\.2\.0 stays active.*rules\.example\.com\/ai-services\.yaml is invalid.*ago/,
    );
    expect(
      within(broken).getByText(/check slo: expression: unknown variable fact/),
    ).toHaveTextContent(/check owned: weight: use a number/);
    expect(inactive).toHaveTextContent(
      /no valid rule pack.*security\.yaml.*The host answered 404/,
    );
  });

  it('shows the facts that rules can use', async () => {
    await render();

    await userEvent.click(
      await screen.findByRole('button', { name: 'Facts that rules can use' }),
    );
    const facts = screen;
    expect(facts.getByText('facts.repository')).toBeVisible();
    expect(facts.getByText(/fresh for 6 hours · high cost/)).toBeVisible();
    await userEvent.click(
      facts.getByRole('button', { name: 'Schema of the value' }),
    );
    expect(facts.getByText(/"files": \{/)).toBeVisible();
  });
});

describe('RulesTab', () => {
  const render = (api: FakeScorecards) =>
    renderPavedRoadPage('new', api, '/paved-road/rules');

  it('says that there is nothing yet', async () => {
    const { content } = await render(new FakeScorecards({}));
    expect(await screen.findByText('No rule pack is active.')).toBeVisible();
    for (const [title, text] of [
      ['Evaluation runs', /^No run yet/],
      ['Facts that rules can use', 'No fact collector is installed.'],
    ] as const) {
      await userEvent.click(screen.getByRole('button', { name: title }));
      expect(screen.getByText(text)).toBeVisible();
    }
    expect(await axe(content())).toHaveNoViolations();
  });

  it('reports an error and tries again', async () => {
    const api = new FakeScorecards({ rules: exampleRules, runs: endedRuns(1) });
    api.failure = await responseError(
      503,
      'ServiceUnavailableError',
      'The database is asleep',
    );
    await render(api);
    expect(await screen.findByText('The database is asleep')).toBeVisible();
    api.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('region', { name: 'Rule packs' }),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Evaluation runs' }),
    );
    expect(
      await screen.findByRole('table', { name: 'Evaluation runs' }),
    ).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
