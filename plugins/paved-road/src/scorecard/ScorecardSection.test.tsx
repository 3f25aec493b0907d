import { Scorecard } from '@paved-road/plugin-paved-road-common';
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { DateTime } from 'luxon';
import { approved } from '../assessment/__testUtils__/assessments';
import {
  frontendSystems,
  renderArchitecture,
} from '../assessment/__testUtils__/renderArchitecture';
import { exampleScorecard } from '../testing/exampleScorecard';
import { FakeAssessments } from '../testing/FakeAssessments';
import { responseError } from '../testing/responseError';

const evaluatedDaysAgo = (days: number): Scorecard => ({
  ...exampleScorecard,
  evaluatedAt: DateTime.utc().minus({ days }).toISO(),
});

const section = async () =>
  await screen.findByRole('region', { name: 'Scorecard' });

const evaluate = async () =>
  await userEvent.click(
    await screen.findByRole('button', { name: 'Evaluate now' }),
  );

describe.each(frontendSystems)(
  'ScorecardSection in the %s frontend system',
  system => {
    it('takes the focus when a link leads to it', async () => {
      const fake = new FakeAssessments();
      fake.scorecard = exampleScorecard;
      await renderArchitecture(system, fake, { query: '#scorecard' });
      expect(await section()).toHaveFocus();
      cleanup();

      await renderArchitecture(system, fake);
      expect(await section()).not.toHaveFocus();
    });

    it('says how each check stands, why, and what to do', async () => {
      const fake = new FakeAssessments();
      fake.scorecard = exampleScorecard;
      await renderArchitecture(system, fake);

      const ladder = await screen.findByRole('list', { name: 'Levels' });
      expect(ladder).toHaveTextContent(
        'Bronzereached' + 'Silver1 check to go' + 'Gold1 check to go',
      );
      const track = within(screen.getByRole('region', { name: 'Operability' }));
      expect(track.getByText('1 fail')).toBeVisible();
      expect(track.getByText('1 unknown')).toBeVisible();
      expect(track.getByRole('link', { name: /Add slo.yaml/ })).toHaveAttribute(
        'href',
        'https://docs.example.com/slo',
      );
      expect(track.getByText('slo: none')).toBeVisible();
      expect(
        track.getAllByText(/^for level /).map(({ textContent }) => textContent),
      ).toEqual([
        'for level Silver',
        'for level Gold',
        'for level Silver',
        'for level Gold',
      ]);
      expect(track.getByText(/^Repository: read/)).toHaveTextContent(
        /^Repository: read .+ ago from https:\/\/git\.example\.com\/fraud\/scorer$/,
      );
      expect(
        track.getByRole('link', {
          name: 'https://git.example.com/fraud/scorer',
        }),
      ).toHaveAttribute('href', 'https://git.example.com/fraud/scorer');
      expect(track.getByText(/registry migration/)).toHaveTextContent(
        /^Waived until Mar 1, 2027 \(.+\): registry migration$/,
      );
      expect(track.getByText(/^Pipeline: not known/)).toHaveTextContent(
        /^Pipeline: not known: the host answered 403 · tried .+ ago · next try in .+$/,
      );
      expect(track.getByText('Needs Image, which is not known.')).toBeVisible();
      expect(track.queryByText(/^Image: not known/)).not.toBeInTheDocument();
      expect(screen.getByRole('note')).toHaveTextContent(
        /^Image is not known.*the registry did not answer · tried .+ ago · 1 check needs it$/,
      );
      expect(await axe(await section())).toHaveNoViolations();
    });

    it('follows a new service until its facts are collected', async () => {
      const fake = new FakeAssessments();
      const image = {
        name: 'image',
        title: 'Image',
        status: 'unknown' as const,
      };
      fake.scorecard = {
        ...exampleScorecard,
        facts: [{ ...image, reason: 'not collected yet' }],
      };
      await renderArchitecture(system, fake);
      expect(await screen.findByText('62.5 of 100')).toBeVisible();

      fake.scorecard = { ...exampleScorecard, score: 92.5 };
      expect(
        await screen.findByText('92.5 of 100', undefined, { timeout: 10_000 }),
      ).toBeVisible();

      fake.scorecard = { ...exampleScorecard, score: 10 };
      const asked = jest.spyOn(fake, 'getScorecard');
      await new Promise(resolve => {
        setTimeout(resolve, 3_500);
      });
      expect(asked).not.toHaveBeenCalled();
    }, 30_000);

    it('keeps the last scorecard while it collects facts and evaluates', async () => {
      const fake = new FakeAssessments();
      fake.scorecard = exampleScorecard;
      await renderArchitecture(system, fake);
      let answer: (scorecard: Scorecard) => void = () => {};
      jest.spyOn(fake, 'evaluateScorecard').mockReturnValueOnce(
        new Promise(resolve => {
          answer = resolve;
        }),
      );

      await evaluate();
      expect(
        await screen.findByText(/This can take up to 20 seconds/),
      ).toHaveTextContent('Until then, this is how it stood the last time.');
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
        screen.queryByText(
          /This can take up to 20 seconds|the result is the same/,
        ),
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
      await evaluate();
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'The scorecard was not evaluatedCatalog is away',
      );
      expect(screen.getByText('80 of 100')).toBeVisible();
    });
  },
);

describe('ScorecardSection', () => {
  it('is reached from the top of the page, which names the level and the next step', async () => {
    const fake = new FakeAssessments();
    fake.scorecard = exampleScorecard;
    const { id } = await approved(fake);
    await renderArchitecture('new', fake, { query: `?assessment=${id}` });
    const link = await screen.findByRole('link', {
      name: 'Next step to Silver: SLO declared',
    });
    expect(link).toHaveAttribute(
      'href',
      `/catalog/default/component/fraud-scorer/architecture?assessment=${id}#scorecard`,
    );
    await userEvent.click(link);
    expect(await section()).toHaveFocus();
  });

  it('offers a first evaluation to those who may ask for one', async () => {
    const fake = new FakeAssessments();
    fake.evaluation = exampleScorecard;
    await renderArchitecture('new', fake);
    expect(
      await screen.findByText(/has not been evaluated yet.*now/),
    ).toBeVisible();
    await evaluate();
    expect(await screen.findByText('62.5 of 100')).toBeVisible();
  });

  it('says that an entity cannot be evaluated, and does not offer it', async () => {
    await renderArchitecture('new', new FakeAssessments(), { kind: 'System' });
    expect(
      await screen.findByText('No rule pack has checks for this entity.'),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Evaluate now' }),
    ).not.toBeInTheDocument();
  });

  it('fills in the template that fixes a check', async () => {
    const fake = new FakeAssessments();
    fake.scorecard = exampleScorecard;
    await renderArchitecture('new', fake);
    const link = await screen.findByRole('link', { name: 'Run the template' });
    const url = new URL(link.getAttribute('href')!, 'http://localhost');
    expect(url.pathname).toBe('/create/templates/default/add-slo');
    expect(JSON.parse(url.searchParams.get('formData')!)).toEqual({
      component: 'fraud-scorer',
    });
  });

  it('says so when an evaluation finds nothing new', async () => {
    const fake = new FakeAssessments();
    fake.scorecard = evaluatedDaysAgo(3);
    fake.evaluation = fake.scorecard;
    await renderArchitecture('new', fake);
    expect(await screen.findByText(/^As evaluated 3 days ago/)).toBeVisible();
    await evaluate();
    expect(
      await screen.findByText(
        'Looked at again just now: the result is the same.',
      ),
    ).toBeVisible();
  });

  it('says once why a fact is not known, whatever the number of checks that need it', async () => {
    const fake = new FakeAssessments();
    const needy = exampleScorecard.results.find(r => r.state === 'unknown')!;
    fake.scorecard = {
      ...exampleScorecard,
      results: [
        needy,
        { ...needy, checkId: 'image-signed', title: 'Image is signed' },
        {
          ...needy,
          checkId: 'broken',
          title: 'Broken check',
          state: 'unknown',
          facts: [],
          reason: 'The expression results in 1',
        },
      ],
    };
    await renderArchitecture('new', fake);
    expect(await screen.findByRole('note')).toHaveTextContent(
      /^Image is not known.*2 checks need it$/,
    );
    expect(screen.getAllByText(/the registry did not answer/)).toHaveLength(1);
    expect(
      screen.getByText('Could not be evaluated: The expression results in 1'),
    ).toBeVisible();
  });

  it('shows no button to those who may not evaluate', async () => {
    const fake = new FakeAssessments();
    await renderArchitecture('new', fake, {
      denied: ['paved-road.scorecard.evaluate'],
      name: 'of-others',
    });
    expect(
      await screen.findByText(/The next scheduled run will do it/),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Evaluate now' }),
    ).not.toBeInTheDocument();
  });
});
