import { ScorecardTransition } from '@paved-road/plugin-paved-road-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  frontendSystems,
  renderScorecard,
} from '../../__testUtils__/renderArchitecture';
import { exampleScorecard } from '../../testing/exampleScorecard';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { responseError } from '../../testing/responseError';

const { entityRef } = exampleScorecard;

let ids = 0;
const transition = (
  changes: Omit<ScorecardTransition, 'id' | 'entityRef'>,
): ScorecardTransition => ({ id: String(ids++), entityRef, ...changes });

const pointOn = (date: string, level: string) => ({
  date,
  levels: { none: 0, bronze: 0, silver: 0, gold: 0, [level]: 1 },
  totals: {
    entities: 1,
    assessed: 1,
    approved: 1,
    submitted: 0,
    onTheRoad: 0,
    waived: 0,
    stale: 0,
  },
  raised: 0,
  lowered: 0,
  causes: {},
});

const withScorecard = () => {
  const fake = new FakeAssessments();
  fake.scorecard = exampleScorecard;
  return fake;
};

const openHistory = async () =>
  await userEvent.click(
    await screen.findByRole('button', { name: /^History/ }),
  );

describe.each(frontendSystems)(
  'History of the scorecard in the %s frontend system',
  system => {
    it('says how the level developed, and what changed why, day by day', async () => {
      const fake = withScorecard();
      fake.trend = [
        pointOn('2026-11-01', 'none'),
        pointOn('2026-11-02', 'silver'),
        pointOn('2026-11-03', 'silver'),
        pointOn('2026-11-04', 'bronze'),
      ];
      const fell = '2026-11-04T10:00:00.000Z';
      fake.transitions = [
        transition({
          from: 'silver',
          to: 'bronze',
          causes: ['time'],
          at: fell,
        }),
        transition({
          checkId: 'slo',
          from: 'waived',
          to: 'fail',
          causes: ['waivers', 'time'],
          at: fell,
        }),
        transition({
          checkId: 'signed',
          to: 'waived',
          causes: ['rules'],
          at: '2026-11-02T11:00:00.000Z',
        }),
        transition({
          checkId: 'gone',
          from: 'pass',
          causes: ['rules'],
          at: '2026-11-02T11:00:00.000Z',
        }),
        ...Array.from({ length: 17 }, (_, index) =>
          transition({
            checkId: 'owned',
            from: 'fail',
            to: 'pass',
            causes: ['entity'],
            at: `2026-11-02T10:${10 + index}:00.000Z`,
          }),
        ),
        transition({
          to: 'silver',
          causes: [],
          at: '2026-11-01T10:00:00.000Z',
        }),
      ];
      await renderScorecard(system, fake);

      await openHistory();
      expect(await screen.findByRole('figure')).toHaveTextContent(
        'Level of the last 90 days: No level yet since at least Nov 1, 2026, Silver since Nov 2, 2026, Bronze since Nov 4, 2026',
      );
      const list = await screen.findByRole('list', {
        name: 'What changed',
      });
      const days = within(list)
        .getAllByRole('listitem')
        .filter(item => item.parentElement === list);
      expect(days[0]).toHaveTextContent(
        /^Nov 4, 2026.*because of a date that passed and a waiver that began or endedFell from Silver to BronzeSLO declared: waived → fail$/,
      );
      expect(days[1]).toHaveTextContent(
        /^Nov 2, 2026.*because of new rulesImage signed: new, waivedgone: no longer evaluated/,
      );
      expect(screen.queryByText(/First evaluation/)).toBeNull();
      await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
      expect(await screen.findByText('First evaluation: Silver')).toBeVisible();
      expect(await axe(list)).toHaveNoViolations();
    });
  },
);

describe('History of the scorecard', () => {
  it('begins with the first day', async () => {
    const fake = withScorecard();
    fake.trend = [pointOn('2026-11-04', 'bronze')];
    await renderScorecard('new', fake);
    await openHistory();
    expect(
      await screen.findByText('The history begins on Nov 4, 2026 with Bronze.'),
    ).toBeVisible();
    expect(
      await screen.findByText(
        'Nothing has changed since the first evaluation.',
      ),
    ).toBeVisible();
  });

  it('says since when a service has no level that had one', async () => {
    const fake = withScorecard();
    fake.scorecard = { ...exampleScorecard, level: 'none' };
    fake.trend = [
      pointOn('2026-11-03', 'bronze'),
      pointOn('2026-11-04', 'none'),
    ];
    await renderScorecard('new', fake);
    expect(await screen.findByText('No level since Nov 4, 2026')).toBeVisible();
    await openHistory();
    expect(await screen.findByRole('figure')).toHaveTextContent(
      'Bronze since at least Nov 3, 2026, No level since Nov 4, 2026',
    );
  });

  it('says nothing of since when a service has no level that never had one', async () => {
    const fake = withScorecard();
    fake.scorecard = { ...exampleScorecard, level: 'none' };
    fake.trend = [pointOn('2026-11-04', 'none')];
    await renderScorecard('new', fake);
    await openHistory();
    expect(
      await screen.findByText(
        'The history begins on Nov 4, 2026 with No level yet.',
      ),
    ).toBeVisible();
    expect(screen.queryByText(/since Nov 4/)).toBeNull();
  });

  it('does not take the scorecard away when it cannot be read, and tries again', async () => {
    const fake = withScorecard();
    jest
      .spyOn(fake, 'getTrend')
      .mockRejectedValueOnce(new Error('No trend today'));
    fake.trend = [
      pointOn('2026-11-03', 'bronze'),
      pointOn('2026-11-04', 'bronze'),
    ];
    await renderScorecard('new', fake);
    await openHistory();
    expect(await screen.findByText('No trend today')).toBeVisible();
    expect(screen.getByText('62.5 of 100')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Bronze since at least Nov 3, 2026', {
        selector: 'p',
      }),
    ).toBeVisible();
  });
});

const openBadge = async () => {
  await userEvent.click(
    await screen.findByRole('button', { name: 'More about the scorecard' }),
  );
  await userEvent.click(
    await screen.findByRole('menuitem', { name: 'Add a badge' }),
  );
};

const withBadges = { config: { pavedRoad: { badges: { enabled: true } } } };

describe('Badge of an entity', () => {
  it('is shown with what to write into the README', async () => {
    const fake = withScorecard();
    fake.badge = {
      url: 'https://portal.example.com/api/paved-road/badges/k3y.svg',
      markdown:
        '[![Silver](https://portal.example.com/badge.svg)](https://portal)',
    };
    await renderScorecard('new', fake, withBadges);
    await openBadge();
    const dialog = within(
      await screen.findByRole('dialog', { name: 'A badge for the README' }),
    );
    expect(
      dialog.getByRole('img', { name: 'Badge with the level' }),
    ).toHaveAttribute('src', fake.badge.url);
    const user = userEvent.setup();
    const copy = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(dialog.getByRole('button', { name: 'Copy Markdown' }));
    expect(await dialog.findByText('Copied to the clipboard')).toBeVisible();
    expect(copy).toHaveBeenCalledWith(fake.badge.markdown);
    expect(await axe(screen.getByRole('dialog'))).toHaveNoViolations();
  });

  it('says why there is none when it should be there, and offers none where there are no badges', async () => {
    const fake = withScorecard();
    const asked = jest.spyOn(fake, 'getBadge');
    const { unmount } = await renderScorecard('new', fake);
    expect(await screen.findByText('62.5 of 100')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'More about the scorecard' }),
    ).toBeNull();
    expect(asked).not.toHaveBeenCalled();
    unmount();

    asked.mockRejectedValueOnce(
      await responseError(503, 'ServiceUnavailableError', 'Badges are away'),
    );
    fake.badge = { url: 'https://portal.example.com/b.svg', markdown: 'badge' };
    await renderScorecard('new', fake, withBadges);
    await openBadge();
    expect(await screen.findByText('Badges are away')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('img', {
        name: 'Badge with the level',
      }),
    ).toBeVisible();
  });
});
