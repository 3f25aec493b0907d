import { CheckResult, Scorecard } from '@paved-road/plugin-paved-road-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { DateTime } from 'luxon';
import { fewAnswers } from '../../__testUtils__/assessments';
import {
  frontendSystems,
  renderArchitecture,
  renderScorecard,
} from '../../__testUtils__/renderArchitecture';
import { exampleRules } from '../../testing/exampleRules';
import { exampleScorecard } from '../../testing/exampleScorecard';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { responseError } from '../../testing/responseError';

const slo = exampleScorecard.results.find(({ checkId }) => checkId === 'slo')!;

function withScorecard(changes: Partial<Scorecard> = {}) {
  const fake = new FakeAssessments();
  fake.scorecard = { ...exampleScorecard, ...changes };
  return fake;
}

const ladder = async () =>
  within(await screen.findByRole('region', { name: 'Scorecard' }));

/** All of the tab. */
const tab = () => screen.getAllByRole('region')[0].parentElement!;

/** The row of a check, of what is shown now. */
const row = async (title: string) =>
  (await screen.findByText(title)).closest('li')!;

const press = async (name: string | RegExp) =>
  await userEvent.click(await screen.findByRole('button', { name }));

const choose = async (check: string, item: string) => {
  await press(`More about ${check}`);
  await userEvent.click(await screen.findByRole('menuitem', { name: item }));
};

describe.each(frontendSystems)(
  'The Scorecard tab in the %s frontend system',
  system => {
    it('says how far the next level is, and what blocks it first', async () => {
      await renderScorecard(system, withScorecard());

      const levels = (await ladder()).getByRole('list', { name: 'Levels' });
      expect(levels).toHaveTextContent(
        'Bronze reached' + 'Silver · 1 to go' + 'Gold · 1 to go',
      );
      expect((await ladder()).getByText('62.5 of 100')).toBeVisible();
      expect((await ladder()).getByText('rules 1.0.0')).toBeVisible();
      expect(
        (await ladder()).getByText(/^Repository read .+ ago$/),
      ).toBeVisible();

      const blocking = await screen.findByRole('list', {
        name: 'To reach Silver: 1',
      });
      expect(
        within(blocking)
          .getAllByRole('listitem')
          .map(item =>
            within(item).getByRole('img').getAttribute('aria-label'),
          ),
      ).toEqual(['fail', 'waived']);
      expect(await row('SLO declared')).toHaveTextContent(
        /Declare a service level objective\.\s*Operability/,
      );
      expect(await row('Image signed')).toHaveTextContent(
        /waived until Mar 1, 2027/,
      );
      await press('Then Gold: 1');
      expect(await row('Pipeline is green')).toHaveTextContent(
        'Image: the registry did not answer',
      );
      await press(/^Passing: 1/);
      const passing = within(screen.getByRole('region', { name: 'Ownership' }));
      expect(passing.getByText('Owned by a team')).toBeVisible();
      expect(await axe(tab())).toHaveNoViolations();
    });

    it('shows evidence, since when and where it was read, behind the menu', async () => {
      await renderScorecard(system, withScorecard());
      await choose('SLO declared', 'Show details');
      const details = within(await row('SLO declared'));
      expect(details.getByText('slo: none')).toBeVisible();
      expect(
        details.getByText(/for Silver · since Oct 12, 2026/),
      ).toBeVisible();
      expect(details.getByText(/^Repository: read/)).toHaveTextContent(
        /^Repository: read .+ ago from https:\/\/git\.example\.com\/fraud\/scorer$/,
      );
      const link = details.getByRole('link', { name: 'Add slo.yaml' });
      expect(link).toHaveAttribute('href', 'https://docs.example.com/slo');
      expect(link).toHaveAttribute('target', '_blank');
      expect(link).toHaveAttribute('rel', 'noopener');
      expect(await axe(await row('SLO declared'))).toHaveNoViolations();
      await choose('SLO declared', 'Hide details');
      expect(screen.queryByText('slo: none')).toBeNull();
    });

    it('opens the check that a link leads to, wherever it stands', async () => {
      await renderScorecard(system, withScorecard(), {
        query: '?check=pipeline-green',
      });
      const target = await row('Pipeline is green');
      expect(target).toHaveFocus();
      expect(within(target).getByText(/^Pipeline: the host/)).toHaveTextContent(
        /^Pipeline: the host answered 403 · tried .+ ago · next try in .+$/,
      );
    });

    it('opens from the link of a notification already sent', async () => {
      await renderArchitecture(system, withScorecard(), {
        query: '?check=slo#scorecard',
      });
      expect(await row('SLO declared')).toHaveFocus();
    });

    it('keeps the last scorecard while it collects facts and evaluates', async () => {
      const fake = withScorecard();
      await renderScorecard(system, fake);
      let answer: (scorecard: Scorecard) => void = () => {};
      jest.spyOn(fake, 'evaluateScorecard').mockReturnValueOnce(
        new Promise(resolve => {
          answer = resolve;
        }),
      );

      await press('Evaluate now');
      expect(
        await screen.findByText(/This can take up to 20 seconds/),
      ).toHaveTextContent('The last result stays until then.');
      expect(
        screen.getByRole('progressbar', { name: 'Evaluating the scorecard' }),
      ).toBeVisible();
      expect(screen.getByText('62.5 of 100')).toBeVisible();

      answer({
        ...exampleScorecard,
        score: 80,
        evaluatedAt: '2026-11-04T08:00:00.000Z',
      });
      expect(await screen.findByText('80 of 100')).toBeVisible();
      expect(
        screen.queryByText(/up to 20 seconds|Nothing changed/),
      ).not.toBeInTheDocument();

      jest
        .spyOn(fake, 'evaluateScorecard')
        .mockRejectedValueOnce(
          await responseError(
            503,
            'ServiceUnavailableError',
            'Catalog is away',
          ),
        );
      await press('Evaluate now');
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'Evaluation failedCatalog is away',
      );
      expect(screen.getByText('80 of 100')).toBeVisible();
    });
  },
);

describe('The Scorecard tab', () => {
  it('fills in the template that fixes a check', async () => {
    await renderScorecard('new', withScorecard());
    const link = await screen.findByRole('link', {
      name: 'Run the template: SLO declared',
    });
    const url = new URL(link.getAttribute('href')!, 'http://localhost');
    expect(url.pathname).toBe('/create/templates/default/add-slo');
    expect(JSON.parse(url.searchParams.get('formData')!)).toEqual({
      component: 'fraud-scorer',
    });
  });

  it('leads to the assessment, or to its draft, for checks of the assessment', async () => {
    const results = [
      { ...slo, remediation: { text: 'Submit it.', action: 'assess' } },
    ] as CheckResult[];
    const fake = withScorecard({ results });
    const { unmount } = await renderScorecard('new', fake);
    const page = '/catalog/default/component/fraud-scorer/architecture';
    expect(
      await screen.findByRole('link', { name: 'Assess: SLO declared' }),
    ).toHaveAttribute('href', `${page}?view=assess`);
    unmount();

    const { id } = await fake.createAssessment(
      exampleScorecard.entityRef,
      fewAnswers,
    );
    const draft = await renderScorecard('new', fake);
    expect(
      await screen.findByRole('link', {
        name: 'Continue the draft: SLO declared',
      }),
    ).toHaveAttribute('href', `${page}?assessment=${id}&view=edit`);
    expect(screen.getByText(/^The draft is \d+% answered\.$/)).toBeVisible();
    draft.unmount();

    // A decision that does not hold under measurement is reassessed with what is measured.
    fake.present(id, { status: 'approved', stale: ['measured'] });
    await renderScorecard('new', fake);
    expect(
      await screen.findByRole('link', { name: 'Reassess: SLO declared' }),
    ).toHaveAttribute('href', `${page}?view=assess&values=measured`);
  });

  it('shows five of many, and the others on demand', async () => {
    const results = Array.from({ length: 7 }, (_, index) => ({
      ...slo,
      checkId: `slo-${index}`,
      title: `Objective ${index}`,
    }));
    await renderScorecard('new', withScorecard({ results }));
    const list = await screen.findByRole('list', {
      name: 'To reach Gold: 7',
    });
    expect(within(list).getAllByRole('listitem')).toHaveLength(5);
    await press('2 more');
    expect(within(list).getAllByRole('listitem')).toHaveLength(7);
  });

  it('says how to stay where all levels are reached', async () => {
    await renderScorecard(
      'new',
      withScorecard({
        level: 'gold',
        results: exampleScorecard.results.filter(
          ({ state }) => state !== 'fail' && state !== 'unknown',
        ),
      }),
    );
    const section = within(
      await screen.findByRole('region', {
        name: 'Gold reached: nothing is open',
      }),
    );
    expect(section.getByText(/^Renew waivers before they end/)).toBeVisible();
    expect(section.getByText('Image signed')).toBeVisible();
  });

  it('names a check that a link leads to and that is gone', async () => {
    await renderScorecard('new', withScorecard(), { query: '?check=gone' });
    expect(
      await screen.findByText('This scorecard has no check “gone”.'),
    ).toBeVisible();
    expect(screen.getByText('62.5 of 100')).toBeVisible();
  });

  it('follows a new service until its facts are collected', async () => {
    const fake = withScorecard({
      facts: [
        {
          name: 'image',
          title: 'Image',
          status: 'unknown',
          reason: 'not collected yet',
        },
      ],
    });
    await renderScorecard('new', fake);
    expect(await screen.findByText('62.5 of 100')).toBeVisible();

    fake.scorecard = { ...exampleScorecard, score: 92.5 };
    expect(await screen.findByText('92.5 of 100')).toBeVisible();

    fake.scorecard = { ...exampleScorecard, score: 10 };
    const asked = jest.spyOn(fake, 'getScorecard');
    await new Promise(resolve => {
      setTimeout(resolve, 3_500);
    });
    expect(asked).not.toHaveBeenCalled();
  });

  it('offers a first evaluation to those who may ask for one', async () => {
    const fake = new FakeAssessments();
    fake.evaluation = exampleScorecard;
    await renderScorecard('new', fake);
    expect(
      await screen.findByRole('heading', { name: 'Reading the repository…' }),
    ).toBeVisible();
    await press('Evaluate now');
    expect(await screen.findByText('62.5 of 100')).toBeVisible();
  });

  it('shows no button to those who may not evaluate', async () => {
    await renderScorecard('new', new FakeAssessments(), {
      denied: ['paved-road.scorecard.evaluate'],
      name: 'of-others',
    });
    expect(
      await screen.findByRole('heading', { name: 'Reading the repository…' }),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Evaluate now' }),
    ).not.toBeInTheDocument();
  });

  it('says which packs there are where none covers the entity', async () => {
    await renderScorecard('new', new FakeAssessments(), { kind: 'System' });
    const section = within(
      await screen.findByRole('region', {
        name: 'No rule pack covers fraud-scorer',
      }),
    );
    expect(
      section.getByText(exampleRules.items[0].metadata.title),
    ).toBeVisible();
    expect(
      section.getByText(/selects this System of type service\. Correct/),
    ).toBeVisible();
    expect(
      section.getByRole('link', { name: 'Open the Architecture tab' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/system/fraud-scorer/architecture',
    );
    expect(
      screen.queryByRole('button', { name: 'Evaluate now' }),
    ).not.toBeInTheDocument();
    expect(await axe(tab())).toHaveNoViolations();
  });

  it('leads to no Architecture tab where there is none', async () => {
    await renderScorecard('classic', new FakeAssessments(), { kind: 'API' });
    const section = within(
      await screen.findByRole('region', {
        name: 'No rule pack covers fraud-scorer',
      }),
    );
    expect(
      section.getByText(exampleRules.items[0].metadata.title),
    ).toBeVisible();
    expect(section.queryByRole('link', { name: /Architecture/ })).toBeNull();
  });

  it('says what went wrong, and tries again', async () => {
    const fake = withScorecard();
    jest
      .spyOn(fake, 'getScorecard')
      .mockRejectedValueOnce(new Error('The database is asleep'));
    await renderScorecard('new', fake);
    expect(await screen.findByText('The database is asleep')).toBeVisible();
    await press('Try again');
    expect(await screen.findByText('62.5 of 100')).toBeVisible();
  });

  it('says so when an evaluation finds nothing new', async () => {
    const fake = withScorecard({
      evaluatedAt: DateTime.utc().minus({ days: 3 }).toISO(),
    });
    fake.evaluation = fake.scorecard;
    await renderScorecard('new', fake);
    expect(await screen.findByText('evaluated 3 days ago')).toBeVisible();
    await press('Evaluate now');
    expect(
      await screen.findByText('Nothing changed since the last evaluation.'),
    ).toBeVisible();
  });

  it('reads the repository of a new service first', async () => {
    const fake = withScorecard({
      facts: [
        {
          name: 'repository',
          title: 'Repository',
          status: 'unknown',
          reason: 'Not collected yet',
        },
      ],
    });
    const { unmount } = await renderScorecard('new', fake);
    expect(await screen.findByText('62.5 of 100')).toBeVisible();
    expect(screen.getByText('Reading the repository…')).toBeVisible();
    unmount();

    const unread = new FakeAssessments();
    const asked = jest.spyOn(unread, 'getScorecard');
    await renderScorecard('new', unread);
    expect(
      await screen.findByRole('heading', { name: 'Reading the repository…' }),
    ).toBeVisible();
    expect(asked).not.toHaveBeenCalled();
  });

  it('shows when and why a level was lost', async () => {
    await renderScorecard(
      'new',
      withScorecard({
        level: 'none',
        lost: {
          level: 'bronze',
          at: '2026-11-06T08:00:00.000Z',
          causes: ['assessment'],
          assessment: 'rejected',
        },
      }),
    );
    expect(
      await screen.findByText(
        'No level (lost Bronze on Nov 6, 2026: assessment rejected)',
      ),
    ).toBeVisible();
  });

  it('shows the cause of an unknown check and sets the source location', async () => {
    const reason =
      "We can't find this service's repository. Set backstage.io/source-location in catalog-info.yaml.";
    const results: CheckResult[] = [
      {
        ...exampleScorecard.results[0],
        state: 'unknown',
        reason,
        details: 'No such key: content (at 1:395)',
      },
    ];
    await renderScorecard('new', withScorecard({ results }), {
      annotations: {
        'backstage.io/edit-url': 'https://git.example.com/edit',
      },
    });
    expect(await screen.findByText(reason)).toBeVisible();
    expect(screen.queryByText(/No such key/)).toBeNull();
    await press('Set source location: Owned by a team');
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText(/backstage.io\/source-location: url:/),
    ).toBeVisible();
    expect(
      dialog.getByRole('link', { name: 'Open catalog-info.yaml' }),
    ).toHaveAttribute('target', '_blank');
    await userEvent.keyboard('{Escape}');
    await choose('Owned by a team', 'Show details');
    expect(screen.getByText('No such key: content (at 1:395)')).toBeVisible();
  });

  it('exports the record, and requests a waiver where nothing else helps', async () => {
    const results: CheckResult[] = [
      {
        ...slo,
        state: 'fail',
        remediation: { text: 'Commit it.', action: 'export-record' },
      },
      {
        ...slo,
        state: 'fail',
        checkId: 'other',
        title: 'Lock file',
        remediation: { text: 'Commit the lock file.' },
      },
    ];
    const fake = withScorecard({ results });
    await fake.createAssessment(exampleScorecard.entityRef, fewAnswers);
    await renderScorecard('new', fake);
    await press('Export record: SLO declared');
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByRole('heading', { name: /^Decision record of / }),
    ).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await press('Request waiver: Lock file');
    expect(
      await screen.findByRole('dialog', {
        name: 'Request a waiver: Lock file',
      }),
    ).toBeVisible();
  });
});
