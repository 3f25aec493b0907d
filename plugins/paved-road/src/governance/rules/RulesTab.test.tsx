import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { endedRuns, exampleRules } from '../../testing/exampleRules';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { responseError } from '../../testing/responseError';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../__testUtils__/renderPavedRoadPage';

const region = async (name: string) =>
  within(await screen.findByRole('region', { name }));

describe.each(frontendSystems)('RulesTab in the %s frontend system', system => {
  const render = () =>
    renderPavedRoadPage(
      system,
      new FakeScorecards({ rules: exampleRules, runs: endedRuns(1) }),
      '/paved-road/rules',
    );

  it('shows where a rule pack comes from, and its checks by track', async () => {
    const { content } = await render();

    const pack = await region('Paved road for AI services');
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
      within(pack.getByRole('list', { name: 'Levels, the lowest first' }))
        .getAllByRole('listitem')
        .map(level => level.textContent),
    ).toEqual(['Bronze 1 check', 'Silver 1 check']);
    expect(
      pack.queryByRole('button', { name: /^Cost/ }),
    ).not.toBeInTheDocument();
    expect(pack.queryByText('SLO declared')).not.toBeVisible();

    await userEvent.click(pack.getByRole('button', { name: /^Delivery/ }));
    expect(pack.getByText('SLO declared')).toBeVisible();
    expect(
      pack.getByText("facts.repository.files.exists(f, f == 'slo.yaml')"),
    ).toBeVisible();
    expect(pack.getByText('{ "spec.lifecycle": "production" }')).toBeVisible();

    await userEvent.click(pack.getByRole('button', { name: /^Ownership/ }));
    const owned = within(pack.getByText('Owned by a team').closest('li')!);
    expect(owned.getByText('weight 2')).toBeVisible();
    expect(owned.getByText('To fix it').nextElementSibling).toHaveTextContent(
      'Set spec.owner. Who can own something',
    );
    expect(
      owned.getByRole('link', { name: 'Who can own something' }),
    ).toHaveAttribute('href', 'https://docs.example.com/owners');
    expect(owned.getByText('Evidence').nextElementSibling).toHaveTextContent(
      'Owner',
    );
    expect(await axe(content())).toHaveNoViolations();
  });

  it('warns of sources whose newest content is not active', async () => {
    await render();

    const [broken, inactive] = await screen.findAllByRole('note');
    expect(broken).toHaveTextContent(
      /A newer version of “Paved road for AI services” cannot be used.*Version 1\.2\.0 stays active.*rules\.example\.com\/ai-services\.yaml is broken.*ago/,
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

    const facts = await region('Facts that rules can use');
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
    expect(await screen.findByText(/There was no run yet/)).toBeVisible();
    expect(
      screen.getByText('No collector of facts is installed.'),
    ).toBeVisible();
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
    expect(await screen.findAllByText('The database is asleep')).toHaveLength(
      2,
    );
    api.failure = undefined;
    for (const retry of screen.getAllByRole('button', { name: 'Try again' })) {
      await userEvent.click(retry);
    }
    expect(
      await screen.findByRole('region', { name: 'Paved road for AI services' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('grid', { name: 'Runs over the fleet' }),
    ).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
