import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { formatAge, formatDate } from '../../ui/formats';
import { exampleServices } from '../../testing/exampleFleet';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { frontendSystems } from '../../__testUtils__/renderPavedRoadPage';
import {
  choose,
  exampleFleet,
  found,
  largeFleet,
  names,
  renderServices,
} from './__testUtils__/renderServices';

describe.each(frontendSystems)(
  'ServicesTable in the %s frontend system',
  system => {
    const render = (api: FakeScorecards, query = '') =>
      renderServices(system, api, query);

    it('pages forth and back, and starts over with another filter', async () => {
      const api = largeFleet(25);
      const page = await render(api, '?limit=10&sort=name');
      const next = async () =>
        await userEvent.click(
          screen.getByRole('button', { name: 'Next table page' }),
        );

      expect(await found('1–10 of 25')).toBeVisible();
      expect(
        screen.getByRole('button', { name: 'Previous table page' }),
      ).toBeDisabled();
      await next();
      expect(await found('11–20 of 25')).toBeVisible();
      await next();
      expect(await found('21–25 of 25')).toBeVisible();
      expect(names()).toEqual([
        'service-21',
        'service-22',
        'service-23',
        'service-24',
        'service-25',
      ]);
      expect(
        screen.getByRole('button', { name: 'Next table page' }),
      ).toBeDisabled();

      await userEvent.click(
        screen.getByRole('button', { name: 'Previous table page' }),
      );
      expect(await found('11–20 of 25')).toBeVisible();
      expect(names()[0]).toBe('service-11');
      await page.back();
      expect(await found('21–25 of 25')).toBeVisible();

      await choose('Level', 'Bronze');
      expect(await found('1–10 of 12')).toBeVisible();
      expect(api.queries.at(-1)).toMatchObject({
        level: 'bronze',
        cursor: undefined,
      });

      await choose('page size', '20 per page');
      expect(await found('1–12 of 12')).toBeVisible();
    });
  },
);

describe('ServicesTable', () => {
  const render = (api: FakeScorecards, query = '') =>
    renderServices('new', api, query);

  it('lets the service sort', async () => {
    const api = largeFleet(25);
    const page = await render(api);
    await found('25 services');
    // The worst first.
    expect(screen.getByRole('columnheader', { name: 'Level' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );

    await userEvent.click(screen.getByRole('button', { name: 'Score' }));
    await waitFor(() => expect(names()[0]).toBe('service-25'));
    await userEvent.click(screen.getByRole('button', { name: 'Score' }));
    await waitFor(() => expect(names()[0]).toBe('service-01'));

    expect(api.queries.at(-1)?.sort).toBe('-score');
    expect(page.address()).toBe('/paved-road/services?sort=-score');
    expect(screen.getByRole('columnheader', { name: 'Score' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
  });

  it('says since when each service has its level, and sorts by it with the keyboard', async () => {
    const page = await render(exampleFleet());
    await found('3 services');
    const [{ levelSince }] = exampleServices;
    const row = screen.getByRole('row', { name: /Fraud scorer/ });
    // A title is there for a pointer only.
    expect(within(row).getByText(formatDate(levelSince!))).toBeVisible();
    expect(within(row).getByText(formatAge(levelSince!))).toBeVisible();

    act(() => screen.getByRole('button', { name: 'Since' }).focus());
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(names()).toEqual(['Fraud scorer', 'Chat intent', 'Invoice OCR']),
    );
    expect(screen.getByRole('columnheader', { name: 'Since' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(names()).toEqual(['Invoice OCR', 'Chat intent', 'Fraud scorer']),
    );
    expect(page.address()).toBe('/paved-road/services?sort=-since');
  });

  it('marks the decision that is stale, and no other', async () => {
    const { content } = await render(exampleFleet());
    await found('3 services');

    const rowOf = (name: RegExp) => within(screen.getByRole('row', { name }));
    expect(rowOf(/Fraud scorer/).getByText('Stale')).toBeVisible();
    expect(screen.getAllByText('Stale')).toHaveLength(1);
    expect(
      rowOf(/Fraud scorer/).getByRole('link', { name: 'payments' }),
    ).toHaveAttribute('href', '/catalog/default/system/payments');
    expect(await axe(content())).toHaveNoViolations();
  });
});
