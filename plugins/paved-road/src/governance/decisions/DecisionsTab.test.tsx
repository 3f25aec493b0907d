import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  exampleAssessments,
  exampleServices,
} from '../../testing/exampleFleet';
import { FakeScorecards } from '../../testing/FakeScorecards';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../__testUtils__/renderPavedRoadPage';

describe.each(frontendSystems)(
  'DecisionsTab in the %s frontend system',
  system => {
    it('lists what waits for a review and what is stale', async () => {
      const { content } = await renderPavedRoadPage(
        system,
        new FakeScorecards({ assessments: exampleAssessments }),
        '/paved-road/decisions',
      );

      const waiting = await screen.findByRole('grid', {
        name: 'Waiting for approval',
      });
      expect(
        within(waiting)
          .getAllByRole('rowheader')
          .map(cell => cell.textContent),
      ).toEqual(['Invoice OCR']);
      expect(
        within(waiting).getByRole('link', { name: 'Invoice OCR' }),
      ).toHaveAttribute(
        'href',
        '/catalog/default/component/invoice-ocr/architecture',
      );
      expect(
        within(waiting).getByText('recommended: Modular monolith'),
      ).toBeVisible();

      const stale = await screen.findByRole('grid', { name: 'Stale' });
      expect(
        within(
          within(stale).getByRole('row', { name: /Fraud scorer/ }),
        ).getByText('Due for review'),
      ).toBeVisible();
      const orphaned = within(stale).getByRole('row', { name: /Spam filter/ });
      expect(
        within(orphaned).getByText('Not in the catalog any more'),
      ).toBeVisible();
      expect(
        within(orphaned).queryByRole('link', { name: 'Spam filter' }),
      ).not.toBeInTheDocument();
      expect(screen.queryByText('Chat intent')).not.toBeInTheDocument();
      const overridden = await screen.findByRole('grid', {
        name: 'Overridden',
      });
      expect(
        within(overridden)
          .getAllByRole('rowheader')
          .map(cell => cell.textContent),
      ).toEqual(['Fraud scorer']);
      expect(await axe(content())).toHaveNoViolations();

      await userEvent.click(
        within(orphaned).getByRole('button', { name: 'Spam filter' }),
      );
      const dialog = within(await screen.findByRole('dialog'));
      expect(
        await dialog.findByRole('heading', {
          name: 'Decision of spam-filter',
        }),
      ).toBeVisible();
    });

    it('narrows all of them down to an owner, which the address keeps', async () => {
      const { address } = await renderPavedRoadPage(
        system,
        new FakeScorecards({
          services: exampleServices,
          assessments: exampleAssessments,
        }),
        '/paved-road/decisions',
      );
      await screen.findByRole('grid', { name: 'Stale' });
      await userEvent.click(screen.getByRole('button', { name: /Owner/ }));
      await userEvent.click(
        await screen.findByRole('option', { name: /ledger/ }),
      );
      await waitFor(() =>
        expect(screen.getAllByText('None of this owner.')).toHaveLength(2),
      );
      expect(
        screen.getByRole('grid', { name: 'Waiting for approval' }),
      ).toBeVisible();
      expect(address()).toBe(
        '/paved-road/decisions?owner=group%3Adefault%2Fledger',
      );
    });

    it('pages each list by itself', async () => {
      const assessments = Array.from({ length: 21 }, (_, index) => ({
        ...exampleAssessments[0],
        id: `waiting-${index}`,
        entityTitle: `Waiting ${index}`,
      }));
      const { back } = await renderPavedRoadPage(
        system,
        new FakeScorecards({
          assessments: [...assessments, ...exampleAssessments.slice(1)],
        }),
        '/paved-road/decisions',
      );
      const section = async (name: string) =>
        within(await screen.findByRole('region', { name }));

      const waiting = await section('Waiting for approval');
      expect(await waiting.findByText('1–20 of 21')).toBeVisible();
      await userEvent.click(
        waiting.getByRole('button', { name: 'Next table page' }),
      );
      expect(
        await waiting.findByRole('link', { name: 'Waiting 20' }),
      ).toBeVisible();
      expect(waiting.getByText('21–21 of 21')).toBeVisible();
      expect((await section('Stale')).getByText('1–2 of 2')).toBeVisible();

      await back();
      expect(await waiting.findByText('1–20 of 21')).toBeVisible();
    });
  },
);

describe('DecisionsTab', () => {
  it('leaves out an owner in the address that can be none', async () => {
    await renderPavedRoadPage(
      'new',
      new FakeScorecards({
        services: exampleServices,
        assessments: exampleAssessments,
      }),
      '/paved-road/decisions?owner=a/b/c',
    );
    expect(await screen.findByRole('grid', { name: 'Stale' })).toBeVisible();
    expect(screen.getByRole('button', { name: /Owner/ })).toHaveTextContent(
      'Any',
    );
  });

  it('says that nothing waits', async () => {
    const { content } = await renderPavedRoadPage(
      'new',
      new FakeScorecards({}),
      '/paved-road/decisions',
    );

    expect(
      await screen.findByText('No decision waits for approval.'),
    ).toBeVisible();
    expect(
      await screen.findByText('No approved decision is stale.'),
    ).toBeVisible();
    expect(
      await screen.findByText(
        'No approved decision differs from its recommendation.',
      ),
    ).toBeVisible();
    expect(await axe(content())).toHaveNoViolations();
  });

  it('reports an error and tries again', async () => {
    const api = new FakeScorecards({ assessments: exampleAssessments });
    api.failure = new Error('The database is asleep');
    await renderPavedRoadPage('new', api, '/paved-road/decisions');

    const waiting = within(
      await screen.findByRole('region', { name: 'Waiting for approval' }),
    );
    expect(await waiting.findByText('The database is asleep')).toBeVisible();
    api.failure = undefined;
    await userEvent.click(waiting.getByRole('button', { name: 'Try again' }));
    expect(
      await waiting.findByRole('link', { name: 'Invoice OCR' }),
    ).toBeVisible();
  });
});
