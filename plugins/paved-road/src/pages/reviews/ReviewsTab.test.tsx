import {
  AssessmentSummary,
  fleetChannel,
} from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import { exampleAssessments } from '../../testing/exampleFleet';
import { exampleWaiver } from '../../testing/exampleWaivers';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { FakeWaivers } from '../../testing/FakeWaivers';
import { frontendSystems } from '../../__testUtils__/renderPavedRoadPage';
import {
  exampleQueue,
  grid,
  namesIn,
  press,
  renderReviews,
  reviewer,
  view,
} from './__testUtils__/renderReviews';

const entityRef = 'component:default/invoice-ocr';

/** A submitted assessment that overrides its recommendation, as the list and as the service has it. */
async function submittedAssessment() {
  const assessments = new FakeAssessments();
  const draft = await assessments.createAssessment(entityRef, {
    profile: { team: { teamSize: 5, parallelTeams: 1, devopsMaturity: 2 } },
    decision: { pattern: 'serverless', rationale: 'We know it best.' },
  });
  const { id } = await assessments.submitAssessment(draft.id, draft.etag);
  assessments.actor = reviewer;
  const summary: AssessmentSummary = {
    ...exampleAssessments[0],
    id,
    submitted: { by: 'user:default/owner', at: '2026-01-02T00:00:00.000Z' },
  };
  return { assessments, summary };
}

describe.each(frontendSystems)(
  'ReviewsTab in the %s frontend system',
  system => {
    it('brings what waits, oldest first, and approves an assessment with a choice and a confirmation', async () => {
      const { assessments, summary } = await submittedAssessment();
      const { content, address } = await renderReviews(system, {
        assessments,
        summaries: [summary],
        waivers: exampleQueue(),
      });

      const waiting = await grid('To review');
      expect(namesIn(waiting)).toEqual([
        'Invoice OCR',
        'Fraud scorer',
        'Invoice OCR',
      ]);
      expect(
        screen.getByRole('radio', { name: 'To review (3)' }),
      ).toBeChecked();
      const row = within(waiting.getAllByRole('row')[1]);
      expect(row.getByText('Decision: Serverless functions')).toBeVisible();
      expect(row.getByText('Overrides Modular monolith')).toBeVisible();
      expect(await axe(content())).toHaveNoViolations();

      await press('Review the assessment of Invoice OCR');
      const dialog = within(
        await screen.findByRole('dialog', { name: 'Review the assessment' }),
      );
      expect(await dialog.findByText('We know it best.')).toBeVisible();
      expect(address()).toBe(`/paved-road/reviews?assessment=${summary.id}`);
      const submit = await dialog.findByRole('button', {
        name: 'Submit review',
      });
      await userEvent.click(submit);
      expect(dialog.getByRole('alert')).toHaveTextContent(
        'Choose one of these.',
      );
      await userEvent.click(dialog.getByRole('radio', { name: /^Approve/ }));
      await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));

      const outcome = await screen.findByText('You approved the assessment.');
      await waitFor(() =>
        expect(document.activeElement).toContainElement(outcome),
      );
      expect(address()).toBe('/paved-road/reviews');
      expect((await assessments.getAssessment(summary.id)).status).toBe(
        'approved',
      );
    });

    it('lists assessments by what is to be done about them, of an owner', async () => {
      const { address, content } = await renderReviews(system, {
        summaries: exampleAssessments,
        query: '?view=assessments',
      });
      const waiting = await grid('Waiting for review');
      expect(
        waiting.getByRole('link', { name: 'Invoice OCR' }),
      ).toHaveAttribute(
        'href',
        '/catalog/default/component/invoice-ocr/architecture?assessment=invoice-ocr',
      );

      await view(/^Stale/);
      const stale = await grid('Stale');
      expect(
        within(stale.getByRole('row', { name: /Fraud scorer/ })).getByText(
          'Due for review',
        ),
      ).toBeVisible();
      const orphaned = within(stale.getByRole('row', { name: /Spam filter/ }));
      expect(orphaned.getByText('No longer in the catalog')).toBeVisible();
      expect(await axe(content())).toHaveNoViolations();
      await userEvent.click(
        orphaned.getByRole('button', { name: 'Spam filter' }),
      );
      expect(
        await screen.findByRole('heading', { name: 'Decision of spam-filter' }),
      ).toBeVisible();
      await userEvent.keyboard('{Escape}');

      await view(/^No longer hold/);
      const changed = await grid('No longer hold');
      expect(
        changed.getByText(
          'With measured values: Microservices, since Nov 3, 2026',
        ),
      ).toBeVisible();
      expect(
        changed.getByRole('link', { name: 'Fraud scorer' }),
      ).toHaveAttribute(
        'href',
        '/catalog/default/component/fraud-scorer/architecture?assessment=fraud-scorer&section=measured',
      );

      await view(/^Overridden/);
      const overridden = await grid('Overridden');
      expect(overridden.getByText('Overrides Modular monolith')).toBeVisible();
      await userEvent.click(screen.getByRole('button', { name: /Owner/ }));
      await userEvent.click(
        await screen.findByRole('option', { name: /ledger/ }),
      );
      expect(await screen.findByText('None of this owner.')).toBeVisible();
      expect(address()).toBe(
        '/paved-road/reviews?owner=group%3Adefault%2Fledger&view=assessments&list=overridden',
      );
    });

    it('lists waivers in force, soonest end first, and keeps the filters in the address', async () => {
      const { address, back } = await renderReviews(system, {
        waivers: exampleQueue(),
        query: '?view=waivers',
      });
      await view(/^In force/);
      const inForce = await grid('In force');
      const checks = () =>
        inForce
          .getAllByRole('row')
          .slice(1)
          .map(row => within(row).getAllByRole('link')[2].textContent);
      expect(checks()).toEqual(['Probes set', 'Runbook linked']);
      expect(inForce.getAllByText('For this time only')).toHaveLength(2);
      expect(inForce.getAllByText('Ends this week')).toHaveLength(1);

      await userEvent.click(
        screen.getByRole('button', { name: /Ends within/ }),
      );
      await userEvent.click(
        await screen.findByRole('option', { name: '7 days' }),
      );
      expect(await screen.findByText('1 waiver')).toBeVisible();
      expect(address()).toBe(
        '/paved-road/reviews?status=approved&expiringWithinDays=7&view=waivers',
      );
      await back();
      expect(await screen.findByText('2 waivers')).toBeVisible();
    });

    it.each([
      ['/decisions?owner=group%3Adefault%2Fledger', 'Waiting for review'],
      ['/waivers?status=approved', 'In force'],
    ])(
      'leads the address %s in a summary already sent to its list',
      async (old, name) => {
        const { renderPavedRoadPage } =
          await import('../../__testUtils__/renderPavedRoadPage');
        const { FakeScorecards } = await import('../../testing/FakeScorecards');
        await renderPavedRoadPage(
          system,
          new FakeScorecards({ assessments: exampleAssessments }),
          `/paved-road${old}`,
        );
        expect(await screen.findByRole('heading', { name })).toBeVisible();
      },
    );
  },
);

describe('ReviewsTab', () => {
  it('shows what the person asked for, and what came back first', async () => {
    const { assessments, summary } = await submittedAssessment();
    const waivers = exampleQueue();
    waivers.actor = 'user:default/ada';
    const { content } = await renderReviews('new', {
      assessments,
      waivers,
      summaries: [{ ...summary, author: waivers.actor }],
      waiting: {
        requestedChanges: {
          items: [
            {
              ...exampleAssessments[1],
              status: 'draft',
              requestedChanges: {
                by: reviewer,
                at: '2026-01-02T00:00:00.000Z',
                comment: 'Name the team.',
              },
            },
          ],
          totalItems: 1,
        },
      },
      query: '?view=mine',
    });
    const mine = await grid('My requests');
    expect(namesIn(mine)).toEqual([
      'Fraud scorer',
      'Invoice OCR',
      'Fraud scorer',
      'Invoice OCR',
    ]);
    const [returned] = mine.getAllByRole('row').slice(1);
    expect(returned).toHaveTextContent(/Changes requested.*Name the team\./);
    expect(
      within(returned).getByRole('link', {
        name: 'Open the assessment of Fraud scorer',
      }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/fraud-scorer/architecture?assessment=fraud-scorer',
    );
    expect(await axe(content())).toHaveNoViolations();
  });

  it('says that nothing waits, follows what others do, and folds long reasons', async () => {
    const waivers = new FakeWaivers();
    waivers.actor = reviewer;
    const signals = new FakeSignals();
    const { content } = await renderReviews('new', { waivers, signals });
    expect(
      await screen.findByText('Nothing waits for your review.'),
    ).toBeVisible();
    expect(await axe(content())).toHaveNoViolations();

    waivers.actor = 'user:default/ada';
    await waivers.requestWaiver({
      entityRef: 'component:default/fraud-scorer',
      checkId: 'slo',
      reason: `${'The monitoring moves first. '.repeat(10)}PLAT-214`,
      expiresAt: exampleWaiver('any').expiresAt,
    });
    waivers.actor = reviewer;
    signals.send(fleetChannel, { changed: 'waivers' });
    expect(
      await screen.findByRole('radio', { name: 'To review (1)' }),
    ).toBeVisible();
    expect(screen.queryByText(/PLAT-214/)).toBeNull();
    await press('Show more');
    expect(screen.getByText(/PLAT-214/)).toBeVisible();
  });

  it('shows the thread and the points against, and takes a comment without a review', async () => {
    const { assessments, summary } = await submittedAssessment();
    await assessments.addReviewComment(summary.id, 'Why not one team?');
    const { content } = await renderReviews('new', {
      assessments,
      waivers: exampleQueue(),
      summaries: [summary],
      query: `?assessment=${summary.id}`,
    });
    expect(await screen.findByText('Why not one team?')).toBeVisible();
    const dialog = within(
      screen.getByRole('dialog', { name: 'Review the assessment' }),
    );
    expect(
      dialog.getByRole('heading', { name: 'Points against' }),
    ).toBeVisible();
    expect(dialog.getByText('Open answers')).toBeVisible();
    await userEvent.click(
      await dialog.findByRole('radio', { name: /^Comment/ }),
    );
    const confirm = dialog.getByRole('button', { name: 'Comment' });
    await userEvent.click(confirm);
    const comment = dialog.getByRole('textbox', { name: /^Comment/ });
    expect(comment).toHaveAccessibleDescription(
      'Enter a comment; the author will see it.',
    );
    await userEvent.type(comment, 'Name the owner.');
    await userEvent.click(confirm);
    expect(await screen.findByText('Comment added.')).toBeVisible();
    const { items } = await assessments.getReviewComments(summary.id);
    expect(items.at(-1)).toMatchObject({
      actor: reviewer,
      comment: 'Name the owner.',
    });
    expect((await assessments.getAssessment(summary.id)).status).toBe(
      'submitted',
    );
    expect(await axe(content())).toHaveNoViolations();
  });

  it('is narrowed down by a link to the waivers of one service, until the filters are cleared', async () => {
    const { address } = await renderReviews('new', {
      waivers: exampleQueue(),
      query: '?entity=component%3Adefault%2Finvoice-ocr',
    });
    expect(namesIn(await grid('Waiting for review'))).toEqual(['Invoice OCR']);
    expect(screen.getByRole('combobox', { name: 'Entity' })).toHaveValue(
      'invoice-ocr',
    );
    await press('Clear all');
    expect(await screen.findByText('2 waivers')).toBeVisible();
    expect(address()).toBe('/paved-road/reviews?view=waivers');
    expect(
      screen.getByRole('search', { name: 'Filter the waivers' }),
    ).toHaveFocus();
  });

  it('pages, and stays on the page while details are open', async () => {
    const many = Array.from({ length: 21 }, (_, index) =>
      exampleWaiver(`w-${index}`, {
        checkId: `check-${index}`,
        checkTitle: `Check ${index}`,
        askedDaysAgo: 40 - index,
      }),
    );
    const waivers = new FakeWaivers(many);
    waivers.mayReview = false;
    await renderReviews('new', { waivers, query: '?view=waivers' });
    await press('Next table page');
    const details = {
      name: 'Details of the waiver of “Check 20” for Fraud scorer',
    };
    await press(details.name);
    await userEvent.click(
      within(await screen.findByRole('dialog'))
        .getAllByRole('button', { name: 'Close' })
        .at(-1)!,
    );
    const button = await screen.findByRole('button', details);
    await waitFor(() => expect(button).toHaveFocus());
    expect(screen.getByText('21–21 of 21')).toBeVisible();
  });

  it('reports an error and tries again, also for an assessment that is gone', async () => {
    const waivers = exampleQueue();
    waivers.failure = new Error('The database is asleep');
    await renderReviews('new', { waivers, query: '?assessment=gone' });
    const dialog = within(
      await screen.findByRole('dialog', {
        name: 'This assessment does not exist',
      }),
    );
    expect(
      dialog.getByRole('link', { name: 'See what waits for review' }),
    ).toHaveAttribute('href', '/paved-road/reviews');
    await userEvent.click(
      dialog.getAllByRole('button', { name: 'Close' }).at(-1)!,
    );
    expect(await screen.findByText('The database is asleep')).toBeVisible();
    waivers.failure = undefined;
    await press('Try again');
    expect(await grid('To review')).toBeDefined();
  });
});
