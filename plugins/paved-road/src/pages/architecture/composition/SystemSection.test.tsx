import { screen, within } from '@testing-library/react';
import {
  ScorecardSummary,
  SystemComposition,
} from '@paved-road/plugin-paved-road-common';
import { axe } from 'jest-axe';
import { FakeAssessments } from '../../../testing/FakeAssessments';
import { findHeading, press } from '../../../__testUtils__/page';
import {
  frontendSystems,
  renderArchitecture,
} from '../../../__testUtils__/renderArchitecture';

const scorer = 'component:default/scorer';
const archive = 'component:default/archive';

const composition: Omit<SystemComposition, 'entityRef'> = {
  components: [
    {
      entityRef: scorer,
      title: 'Scorer',
      assessment: {
        id: 'a',
        status: 'approved',
        pattern: 'microservices',
        stage: 'scale-up',
        confidence: 0.87,
        standing: { id: 'clear', chance: 0.87, text: 'Clear, 87%' },
        monthly: { low: 400, mid: 466, high: 520 },
      },
    },
    { entityRef: archive, title: 'Archive' },
  ],
  assessed: 1,
  patternMix: [{ pattern: 'microservices', components: 1 }],
  pattern: 'microservices',
  text: 'All assessed components are microservices.',
  cost: { monthly: { low: 400, mid: 466, high: 520 }, components: 1 },
  edges: [
    { source: scorer, target: archive, via: 'api:default/archive-api' },
    { source: archive, target: scorer },
  ],
  risks: [
    {
      id: 'chatty-services',
      severity: 'high',
      title: 'Chatty services',
      components: [scorer, archive],
      evidence: ['Two calls in a circle.'],
      mitigations: ['Merge what always changes together.'],
    },
  ],
};

const scorecard: ScorecardSummary = {
  entityRef: scorer,
  title: 'Scorer',
  stale: false,
  level: 'silver',
  levelSince: '2026-10-01T08:00:00.000Z',
  score: 70,
  counts: { pass: 7, fail: 3, waived: 0, 'not-applicable': 0, unknown: 0 },
  failing: [],
  levelHistory: [],
  evaluatedAt: '2026-11-01T08:00:00.000Z',
};

/** The browser measures what it draws; this one does not draw. */
beforeAll(() => {
  Object.assign(SVGElement.prototype, {
    getBBox: () => ({ x: 0, y: 0, width: 200, height: 64 }),
  });
});

const languageModels: SystemComposition['languageModels'] = {
  components: 2,
  placementMix: [{ placement: 'hosted-api', components: 1 }],
  tokensPerMonth: 92_000_000,
  cost: { monthly: { low: 200, mid: 250, high: 300 }, components: 1 },
  gateway: { due: true, reasons: ['2 components call language models.'] },
};

describe.each(frontendSystems)('Systems, %s frontend', system => {
  const render = (fake: FakeAssessments, kind = 'System') =>
    renderArchitecture(system, fake, { kind, name: 'payments' });

  it('shows where the language models of a system run, and that a gateway is due', async () => {
    const fake = new FakeAssessments();
    const [first, ...others] = composition.components;
    fake.composition = {
      ...composition,
      components: [
        {
          ...first,
          assessment: { ...first.assessment!, placement: 'hosted-api' },
        },
        ...others,
      ],
      languageModels,
    };
    await render(fake);
    const section = within(
      await screen.findByRole('region', { name: 'Language models' }),
    );
    expect(
      section.getByRole('list', {
        name: 'Components by where their model runs',
      }),
    ).toHaveTextContent('Hosted API: 1');
    expect(section.getByText(/^\$250\/month/)).toHaveTextContent(
      '$250/month ($200 to $300) for 92M tokens, the sum of 1 of 2 components',
    );
    expect(
      section.getByRole('list', { name: 'Why a gateway is due' }),
    ).toHaveTextContent('2 components call language models.');
    expect(screen.getByRole('row', { name: /Scorer/ })).toHaveTextContent(
      /Microservices.*Hosted API.*Approved/,
    );
  });

  it('shows what a system is composed of', async () => {
    const fake = new FakeAssessments();
    fake.composition = composition;
    fake.scorecards = [scorecard];
    await render(fake);
    const section = within(
      await screen.findByRole('region', { name: 'How the system is built' }),
    );
    expect(
      screen.queryByRole('region', { name: 'Language models' }),
    ).not.toBeInTheDocument();
    expect(
      await section.findByText('1 of 2 components are assessed.'),
    ).toBeVisible();
    expect(
      section.getByRole('list', { name: 'Components by pattern' }),
    ).toHaveTextContent('Microservices: 1');

    const table = within(section.getByRole('table', { name: 'Components' }));
    expect(await table.findByText('Silver')).toBeVisible();
    expect(table.getByRole('row', { name: /Scorer/ })).toHaveTextContent(
      /Microservices.*Approved.*Clear.*87%.*Silver.*Scale-up.*\$466/,
    );
    expect(table.getByRole('link', { name: 'Scorer' })).toHaveAttribute(
      'href',
      '/catalog/default/component/scorer/architecture',
    );
    expect(table.getByRole('link', { name: 'Assess Archive' })).toHaveAttribute(
      'href',
      '/catalog/default/component/archive/architecture?view=assess',
    );
    expect(section.getByText(/\$400 to \$520/)).toHaveTextContent(
      'Total: $466/month $400 to $520, the sum of 1 of 2 components',
    );
    const calls = section.getByRole('list', {
      name: 'Calls between components',
    });
    expect(
      within(calls)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'Scorer calls Archive through archive-api',
      'Archive calls Scorer',
    ]);
    // The same as a picture, for those who see it.
    expect(
      await section.findByText('Microservices · Approved'),
    ).toBeInTheDocument();
    const risks = within(section.getByRole('region', { name: 'Shared risks' }));
    expect(risks.getByText('Affects: Scorer, Archive')).toBeVisible();
    expect(risks.getByText('Two calls in a circle.')).toBeVisible();
    const heading = await findHeading('How the system is built');
    expect(
      await axe(heading.closest<HTMLElement>('article')!),
    ).toHaveNoViolations();
    await findHeading('No architecture assessment yet');
  });

  it('says what is missing, and what went wrong', async () => {
    const fake = new FakeAssessments();
    jest
      .spyOn(fake, 'getSystemComposition')
      .mockRejectedValueOnce(new Error('The catalog is away'));
    await render(fake);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The catalog is away',
    );
    await press('Try again');
    expect(await screen.findByText(/catalog has no components/)).toBeVisible();
  });

  it('leaves components alone', async () => {
    const fake = new FakeAssessments();
    await render(fake, 'Component');
    await findHeading('No architecture assessment yet');
    expect(
      screen.queryByRole('heading', { name: 'How the system is built' }),
    ).toBeNull();
  });
});
