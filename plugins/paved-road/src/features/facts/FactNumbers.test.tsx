import { Scorecard } from '@paved-road/plugin-paved-road-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  frontendSystems,
  renderScorecard,
} from '../../__testUtils__/renderArchitecture';
import { press } from '../../__testUtils__/page';
import { exampleScorecard } from '../../testing/exampleScorecard';
import { FakeAssessments } from '../../testing/FakeAssessments';

const alerts = {
  status: 'known' as const,
  name: 'alerts',
  title: 'Security alerts',
  source: 'https://git.example.com/alerts',
  collectedAt: '2026-11-03T07:00:00.000Z',
};

const withAlerts = (changes: Partial<typeof alerts> & object = {}) => {
  const fake = new FakeAssessments();
  const scorecard: Scorecard = {
    ...exampleScorecard,
    facts: [...exampleScorecard.facts, { ...alerts, ...changes }],
  };
  fake.scorecard = scorecard;
  fake.series = {
    alerts: [
      { field: 'dismissed', points: [{ at: '2026-11-03', value: 4 }] },
      {
        field: 'high',
        title: 'Alerts of high severity',
        unit: 'alerts',
        points: [
          { at: '2026-06-01', value: 9 },
          { at: '2026-09-01', value: 12 },
          { at: '2026-11-03', value: 2 },
        ],
      },
      { field: 'low', points: [{ at: '2026-11-03', value: 31 }] },
    ],
  };
  return fake;
};

const openFacts = async () => await press(/^Facts: 4/);

const lineOf = async (text: RegExp) =>
  (await screen.findByText(text)).parentElement!;

describe.each(frontendSystems)('Numbers of facts, %s frontend', system => {
  beforeEach(() => localStorage.clear());

  it('shows how a number developed, and asks for it only when facts are opened', async () => {
    const fake = withAlerts();
    await renderScorecard(system, fake);
    await screen.findByRole('button', { name: /^Facts: 4/ });
    expect(fake.askedHistories).toEqual([]);
    await openFacts();
    expect(
      await within(await lineOf(/^Security alerts: read/)).findByText(
        'Alerts of high severity 2 alerts',
      ),
    ).toBeVisible();
    expect(fake.askedHistories).toEqual(['repository', 'alerts']);
    // The repository has no numbers.
    expect(
      within(await lineOf(/^Repository: read/)).queryByRole('button'),
    ).toBeNull();

    await press('History of Security alerts');
    const drawer = within(await screen.findByRole('dialog'));
    expect(
      drawer.getByRole('heading', { name: 'Security alerts, last 180 days' }),
    ).toBeVisible();
    expect(
      drawer.getByText(
        'From 9 alerts on Jun 1, 2026 to 2 alerts on Nov 3, 2026; lowest 2 alerts, highest 12 alerts.',
      ),
    ).toBeVisible();
    await press('Show the numbers by day');
    expect(
      within(
        drawer.getByRole('table', {
          name: 'Alerts of high severity by day',
        }),
      )
        .getAllByRole('row')
        .slice(1)
        .map(row => row.textContent),
    ).toEqual([
      'Nov 3, 20262 alerts',
      'Sep 1, 202612 alerts',
      'Jun 1, 20269 alerts',
    ]);
    expect(await axe(screen.getByRole('dialog'))).toHaveNoViolations();

    await userEvent.click(drawer.getByRole('button', { name: /Number/ }));
    // What nothing names goes by its place in the value.
    await userEvent.click(await screen.findByRole('option', { name: 'low' }));
    expect(
      await drawer.findByText(
        /^31 on Nov 3, 2026\. The chart starts the next day\.$/,
      ),
    ).toBeVisible();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(fake.askedHistories).toEqual(['repository', 'alerts']);
  });

  it('shows who pushed a fact, the source as stated, and until when it counts', async () => {
    const fake = withAlerts({
      pushedBy: 'user:default/eve',
      expiresAt: '2026-11-04T07:00:00.000Z',
    } as object);
    await renderScorecard(system, fake);
    await openFacts();
    expect(await lineOf(/^Security alerts: as of/)).toHaveTextContent(
      /pushed by user:default\/eve, source as stated: https:\/\/git\.example\.com\/alerts · counts until Nov 4, 2026/,
    );
    expect(
      screen.queryByRole('link', { name: alerts.source }),
    ).not.toBeInTheDocument();
  });

  it('says since when a source does not answer, and until when its value counts', async () => {
    const fake = withAlerts({
      expiresAt: '2026-11-04T07:00:00.000Z',
      failing: {
        reason: 'the host answered 502',
        since: '2026-11-03T08:00:00.000Z',
      },
    } as object);
    await renderScorecard(system, fake);
    await openFacts();
    expect(
      await lineOf(/^Security alerts: as of Nov 3, 2026/),
    ).toHaveTextContent(
      /from https:\/\/git\.example\.com\/alerts · no answer since Nov 3, 2026.* \(the host answered 502\) · counts until Nov 4, 2026/,
    );
    expect(screen.getByRole('button', { name: /^Facts: 4/ })).toHaveTextContent(
      '2 known · 1 without an answer · 2 unknown',
    );
    expect(
      await axe(
        screen
          .getByRole('button', { name: /^Facts: 4/ })
          .closest<HTMLElement>('[class*=Accordion]')!,
      ),
    ).toHaveNoViolations();
  });

  it('offers to try again when a history could not be loaded', async () => {
    const fake = withAlerts();
    jest
      .spyOn(fake, 'getFactHistory')
      .mockRejectedValueOnce(new Error('asleep'))
      .mockRejectedValueOnce(new Error('asleep'));
    await renderScorecard(system, fake);
    await openFacts();
    const line = within(await lineOf(/^Security alerts: read/));
    await userEvent.click(
      await line.findByRole('button', { name: 'Try again' }),
    );
    expect(
      await line.findByText('Alerts of high severity 2 alerts'),
    ).toBeVisible();
  });
});
