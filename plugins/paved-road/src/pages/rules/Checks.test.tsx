import { fleetChannel } from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import { exampleChecks, exampleServices } from '../../testing/exampleFleet';
import { exampleRules, rulesOfMoreKinds } from '../../testing/exampleRules';
import { FakeService } from '../../testing/fakeFleet';
import { FakeScorecards } from '../../testing/FakeScorecards';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../../__testUtils__/renderPavedRoadPage';

const exampleFleet = (services: FakeService[] = exampleServices) =>
  new FakeScorecards({
    services,
    checks: exampleChecks,
    rules: exampleRules,
  });

const checks = () =>
  within(screen.getByRole('table', { name: 'Checks' }))
    .getAllByRole('rowheader')
    .map(cell => cell.textContent);

const found = (text: string) => screen.findByText(text, { selector: 'p' });

async function choose(filter: string, option: string) {
  await userEvent.click(screen.getByLabelText(new RegExp(`${filter}$`)));
  const list = await screen.findByRole('listbox');
  await userEvent.click(within(list).getByRole('option', { name: option }));
}

const services = () =>
  within(screen.getByRole('table', { name: 'Entities' }))
    .getAllByRole('row')
    .slice(1)
    .map(row => row.textContent);

describe.each(frontendSystems)('Checks in the %s frontend system', system => {
  const render = (api: FakeScorecards, query = '') =>
    renderPavedRoadPage(system, api, `/paved-road/rules${query}`);

  it('shows how the fleet does on each check, and finds checks', async () => {
    const page = await render(exampleFleet());

    expect(await found('3 checks')).toBeVisible();
    expect(checks()).toEqual([
      'SLO declared',
      'Owned by a team',
      'Runbook linked',
    ]);
    const slo = within(screen.getByRole('row', { name: /SLO declared/ }));
    expect(slo.getByText('Delivery')).toBeVisible();
    expect(slo.getByText('33%')).toBeVisible();
    expect(slo.getByRole('img', { name: '1 pass, 2 fail' })).toBeVisible();
    expect(slo.getByRole('link', { name: '1 to Silver' })).toHaveAttribute(
      'href',
      '/paved-road/services?lift=slo',
    );
    expect(
      slo.getByRole('link', { name: '2 fail SLO declared' }),
    ).toHaveAttribute('href', '/paved-road/rules?check=slo');
    expect(await axe(page.content())).toHaveNoViolations();

    await userEvent.click(screen.getByRole('button', { name: 'Pass rate' }));
    expect(checks()).toEqual([
      'Runbook linked',
      'SLO declared',
      'Owned by a team',
    ]);
    await choose('Track', 'Delivery');
    expect(await found('1 check')).toBeVisible();
    expect(checks()).toEqual(['SLO declared']);
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search' }),
      'owned',
    );
    expect(
      await screen.findByText('Nothing matches these filters.'),
    ).toBeVisible();
    expect(page.address()).toBe(
      '/paved-road/rules?q=owned&track=delivery&sort=passRate',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await found('3 checks')).toBeVisible();
    await choose('Level', 'Bronze');
    expect(checks()).toEqual(['Owned by a team']);
  });

  it('opens a check: what it says, which services fail it, why and since when', async () => {
    const page = await render(exampleFleet());

    await userEvent.click(
      await screen.findByRole('link', { name: 'SLO declared' }),
    );
    expect(page.address()).toBe('/paved-road/rules?check=slo');
    const definition = within(
      await screen.findByRole('region', { name: 'SLO declared' }),
    );
    for (const text of [
      "facts.repository.files.exists(f, f == 'slo.yaml')",
      'Declare a service level objective.',
      'Rule pack: Paved road for AI services',
    ]) {
      expect(definition.getByText(text)).toBeVisible();
    }
    // Those that fail it for longest come first.
    expect(
      await screen.findByRole('radio', { name: 'Failing (2)' }),
    ).toHaveAttribute('aria-checked', 'true');
    await screen.findByRole('table', { name: 'Entities' });
    expect(services()).toEqual([
      expect.stringMatching(/^Chat intent.+ ago/),
      expect.stringMatching(/^Invoice OCR.+ agoFiles: README.md/),
    ]);
    expect(screen.getByRole('link', { name: 'Invoice OCR' })).toHaveAttribute(
      'href',
      '/catalog/default/component/invoice-ocr/scorecard',
    );
    expect(
      screen.getByRole('link', { name: 'Show in the list' }),
    ).toHaveAttribute('href', '/paved-road/services?check=slo&state=fail');
    expect(await axe(page.content())).toHaveNoViolations();

    await userEvent.click(screen.getByRole('radio', { name: 'Passing (1)' }));
    await waitFor(() =>
      expect(services()).toEqual([expect.stringMatching(/^Fraud scorer/)]),
    );
    expect(page.address()).toBe('/paved-road/rules?check=slo&state=pass');

    await page.back();
    expect(
      await screen.findByRole('radio', { name: 'Failing (2)' }),
    ).toHaveAttribute('aria-checked', 'true');
    await userEvent.click(screen.getByRole('link', { name: 'All checks' }));
    expect(await found('3 checks')).toBeVisible();
    expect(page.address()).toBe('/paved-road/rules');
  });

  it('says who waived it and why something is not known, also of a check that the rules have lost', async () => {
    const { content } = await render(
      exampleFleet(),
      '?check=runbook&state=waived',
    );

    expect(
      await screen.findByText(/No active rule pack has this check now/),
    ).toBeVisible();
    await screen.findByRole('table', { name: 'Entities' });
    expect(services()[0]).toMatch(
      /Waived by ada until .+ 2027: The team moves to another platform first\./,
    );
    await userEvent.click(screen.getByRole('radio', { name: 'Unknown (1)' }));
    await waitFor(() =>
      expect(services()[0]).toMatch(
        /^Invoice OCR.*The repository could not be read/,
      ),
    );
    expect(await axe(content())).toHaveNoViolations();
  });
});

describe('Checks', () => {
  const render = (
    api: FakeScorecards,
    query = '',
    options: { signals?: FakeSignals } = {},
  ) => renderPavedRoadPage('new', api, `/paved-road/rules${query}`, options);

  it('pages through the services of a check', async () => {
    await render(
      exampleFleet(
        Array.from({ length: 25 }, (_, index) => ({
          name: `service-${index}`,
          level: 'none',
          score: 0,
          checks: { slo: 'fail' },
        })),
      ),
      '?check=slo',
    );

    expect(await found('1–20 of 25')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );
    expect(await found('21–25 of 25')).toBeVisible();
    expect(services()).toHaveLength(5);
  });

  it('pages the checks, and tells twins apart by kind and rule pack', async () => {
    const [first, assets] = rulesOfMoreKinds.items;
    const [owned] = first.spec.checks;
    const { address } = await render(
      new FakeScorecards({
        services: exampleServices,
        checks: [
          ...exampleChecks,
          { id: 'assets-owned', title: 'Owned by a team', level: 'bronze' },
          ...Array.from({ length: 23 }, (_, index) => ({
            id: `check-${index}`,
            title: `Check ${index}`,
            level: 'bronze',
          })),
        ],
        rules: {
          ...rulesOfMoreKinds,
          items: [
            first,
            {
              ...assets,
              spec: {
                ...assets.spec,
                checks: [{ ...owned, id: 'assets-owned' }],
              },
            },
          ],
        },
      }),
      '?sort=-title',
    );

    expect(await found('1–25 of 27')).toBeVisible();
    expect(checks().slice(0, 4)).toEqual([
      'SLO declared',
      'Runbook linked',
      expect.stringMatching(/^Owned by a team./),
      expect.stringMatching(/^Owned by a team./),
    ]);
    expect(
      screen.getByText('Component · Paved road for AI services'),
    ).toBeVisible();
    expect(screen.getByText('API, Resource · APIs and models')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );
    expect(await found('26–27 of 27')).toBeVisible();
    expect(checks()).toHaveLength(2);
    expect(address()).toBe('/paved-road/rules?sort=-title');
    await choose('Level', 'Silver');
    expect(await found('1 check')).toBeVisible();
    expect(checks()).toEqual(['SLO declared']);
  });

  it('follows the fleet while a check is open', async () => {
    const fleet = [...exampleServices];
    const signals = new FakeSignals();
    await render(exampleFleet(fleet), '?check=slo', { signals });
    expect(
      await screen.findByRole('radio', { name: 'Failing (2)' }),
    ).toBeVisible();

    fleet[1] = { ...fleet[1], checks: { slo: 'pass' } };
    signals.send(fleetChannel, { changed: 'scorecards' });
    expect(
      await screen.findByRole('radio', { name: 'Failing (1)' }),
    ).toBeVisible();
    await waitFor(() =>
      expect(
        screen.queryByRole('link', { name: 'Invoice OCR' }),
      ).not.toBeInTheDocument(),
    );
  });

  it('leads back from a link to a check that is gone, and leaves out what is not allowed in it', async () => {
    const { content } = await render(
      exampleFleet(),
      '?check=gone&state=green&sort=colour',
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no check "gone"',
    );
    expect(await axe(content())).toHaveNoViolations();
    await userEvent.click(screen.getByRole('link', { name: 'All checks' }));
    expect(await found('3 checks')).toBeVisible();
  });

  it('says that there are no rules, or that something went wrong', async () => {
    const api = new FakeScorecards({});
    api.failure = new Error('The database is asleep');
    await render(api);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is asleep',
    );
    api.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('No active rule pack has a check.'),
    ).toBeVisible();
  });
});
