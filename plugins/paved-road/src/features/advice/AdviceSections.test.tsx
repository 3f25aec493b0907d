import { Advice, AdviceRequest } from '@paved-road/plugin-paved-road-common';
import { advise } from '@paved-road/plugin-paved-road-common/advisor';
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { formatUsd } from '../../ui/formats';
import { withVerdict } from '../../testing/withVerdict';
import { renderSections } from './__testUtils__/renderSections';

/** Several teams at volume: microservices, with serverless close behind. */
const atScale: AdviceRequest = {
  profile: {
    team: {
      devopsMaturity: 5,
      distributedExperience: 'production',
      teamSize: 60,
      parallelTeams: 6,
    },
    product: { driver: 'scale', roadmap: 'stable', budgetFocus: 'balanced' },
    workload: {
      traffic: 'steady',
      requestsPerMonth: 300_000_000,
      latency: 'realtime',
      inferenceMs: 40,
      modelSizeGb: 2,
      memoryGb: 4,
      accelerator: 'none',
      invocation: 'api',
      dataPerRequestMb: 0.05,
      backgroundWork: 'none',
    },
    growth: { users: 10, data: 100, models: 6, experimentation: 5 },
  },
};

/** Questions answered from documents, by a model that may run anywhere. */
const calledApi: AdviceRequest['profile']['llm'] = {
  use: 'rag',
  inputTokens: 4000,
  outputTokens: 400,
  quality: 'mid',
  residency: 'none',
  callsPerTask: 1,
  reusedPrefix: 0.2,
};

/** More than fit without unfolding, of every kind. */
const manyFlips: Advice['flips'] = {
  answers: [
    ...([1, 2] as const).map(value => ({
      path: 'team.devopsMaturity',
      current: 5,
      value,
      pattern: 'serverless' as const,
      core: 'serverless' as const,
      text: '',
    })),
    ...(['some', 'substantial'] as const).map(value => ({
      path: 'workload.backgroundWork',
      current: 'none',
      value,
      pattern: 'hybrid' as const,
      core: 'microservices' as const,
      background: 'serverless' as const,
      text: '',
    })),
  ],
  numbers: (
    ['requestsPerMonth', 'inferenceMs', 'memoryGb', 'modelSizeGb'] as const
  ).map(field => ({
    path: `workload.${field}`,
    current: 1,
    threshold: 2,
    direction: 'above',
    unit: '',
    pattern: 'serverless',
    core: 'serverless',
    text: '',
  })),
  weights: (['operational-simplicity', 'stage-fit'] as const).map(
    criterion => ({
      criterion,
      current: 1,
      threshold: 2,
      direction: 'above',
      core: 'monolith',
      text: '',
    }),
  ),
  without: ['growth.users', 'growth.data'],
};

const section = (name: string | RegExp) =>
  within(screen.getByRole('region', { name }));

const open = async (name: string) =>
  await userEvent.click(screen.getByRole('tab', { name }));

describe('Sections of an advice', () => {
  it('say what would change it, and what is for and against it', async () => {
    const advice = await renderSections(atScale, {
      ...advise(atScale),
      flips: manyFlips,
    });
    const flips = section('What would change the answer');
    expect(flips.getAllByRole('listitem')).toHaveLength(3);
    const more = flips.getByRole('button', { name: /Show \d+ more change/ });
    await userEvent.click(more);
    expect(more).toHaveAttribute('aria-expanded', 'true');
    const texts = flips
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(texts).toContainEqual(
      'DevOps and MLOps maturity: 1 or 2 (now 5) → Serverless functions',
    );
    expect(texts).toContainEqual(
      'Event-driven side work: Some or Substantial (now None) → ' +
        'Hybrid: Microservices, background work as Serverless functions',
    );
    expect(
      flips.getByText(/^Weight of “Operational simplicity” above/),
    ).toBeVisible();
    expect(
      flips.getByText(
        new RegExp(
          `^${advice.flips.without.length} other answers change nothing: `,
        ),
      ),
    ).toBeVisible();

    const points = section('For and against');
    expect(
      points.getByText('Microservices compared with Serverless functions'),
    ).toBeVisible();
    expect(
      within(points.getByRole('list', { name: 'For' })).getAllByRole(
        'listitem',
      ),
    ).toHaveLength(3);
  });

  it('put a bound of one without a plural', async () => {
    await renderSections(atScale, {
      ...advise(atScale),
      flips: {
        answers: [],
        numbers: (
          [
            ['team.parallelTeams', 'below', 1, 'teams'],
            ['growth.models', 'above', 20, 'models'],
            ['growth.users', 'above', 1, 'times'],
            ['workload.memoryGb', 'below', 1.5, 'GB'],
          ] as const
        ).map(([path, direction, threshold, unit]) => ({
          path,
          current: 5,
          threshold,
          direction,
          unit,
          pattern: 'serverless',
          core: 'serverless',
          text: '',
        })),
        weights: [],
        without: [],
      },
    });
    const flips = section('What would change the answer');
    await userEvent.click(flips.getByRole('button', { name: /1 more change/ }));
    const rows = flips.getAllByRole('listitem');
    expect(rows.map(row => row.textContent)).toEqual(
      [
        'Teams that work in parallel: 1 or fewer (now 5)',
        'Distinct models in future: 20 or more (now 5)',
        'Growth of users in 12 to 24 months above 1 (times) (now 5)',
        'Memory of one instance below 1.5 GB (now 5)',
      ].map(condition => expect.stringContaining(condition)),
    );
  });

  it('show the curves in words and as a table', async () => {
    const advice = await renderSections(atScale);
    await open('Cost and latency');
    const quantities = section('Cost and latency');
    const { monthly } = advice.cost.perPattern.microservices as Extract<
      Advice['cost']['perPattern']['microservices'],
      { status: 'estimated' }
    >;
    expect(quantities.getAllByRole('figure')[0]).toHaveTextContent(
      `At the assumed 300M requests/month, the cost of Microservices is ${formatUsd(monthly.low)} to ${formatUsd(monthly.high)}/month.`,
    );
    expect(quantities.queryByRole('table')).toBeNull();
    await userEvent.click(
      quantities.getByRole('button', { name: 'Show the numbers' }),
    );
    expect(quantities.getAllByText(/^Bought: On demand .*Spot/)).toHaveLength(
      2,
    );
    const points = within(
      quantities.getByRole('table', { name: 'Cost by volume' }),
    );
    expect(points.getAllByRole('row')).toHaveLength(
      advice.cost.curve.length + 1,
    );

    await open('Compare');
    const comparison = section('Comparison');
    expect(comparison.getByRole('table')).toBeVisible();
  });

  it('show the road, with the signs of the next step only', async () => {
    const advice = await renderSections(atScale);
    await open('Roadmap');
    const road = section('Roadmap');
    const steps = road
      .getAllByRole('listitem')
      .filter(item => item.parentElement?.tagName === 'OL');
    expect(steps.map(({ textContent }) => textContent)).toEqual(
      advice.roadmap.map(({ title, state }) =>
        expect.stringContaining(`${title}${state}`),
      ),
    );
    const here = steps.find(step => step.getAttribute('aria-current'));
    expect(here).toHaveTextContent(/^Inference service/);
    const next = advice.roadmap.find(({ state }) => state === 'next')!;
    const signs = within(road.getByRole('list', { name: /When to take/ }));
    expect(signs.getAllByRole('listitem').map(li => li.textContent)).toEqual(
      next.triggers.map(({ text }) => text),
    );
  });

  it('show where the model may run later, with the signs of each step', async () => {
    const advice = await renderSections({
      profile: { ...atScale.profile, llm: calledApi },
    });
    const { roadmap } = advice.languageModel!;
    await open('Roadmap');
    const later = section('Where the model may run later');
    const steps = later
      .getAllByRole('listitem')
      .filter(item => item.parentElement?.tagName === 'OL');
    expect(roadmap).not.toHaveLength(0);
    expect(steps.map(({ textContent }) => textContent)).toEqual(
      roadmap.map(({ title, description, triggers }) =>
        [
          title,
          description,
          'Due when',
          ...triggers.map(({ text }) => text),
        ].join(''),
      ),
    );
    expect(section('Roadmap').getAllByText(/^(done|here)$/)).not.toHaveLength(
      0,
    );
    expect(
      await axe(screen.getByRole('tabpanel', { name: 'Roadmap' })),
    ).toHaveNoViolations();
  });

  it.each([
    ['no language model is used', undefined, {}],
    ['the model has nowhere else to run', calledApi, { roadmap: [] }],
    [
      'no placement is recommended',
      calledApi,
      { verdict: 'not-enough-answers' as const },
    ],
  ])('show no later places where %s', async (_, llm, changed) => {
    const request = { profile: { ...atScale.profile, llm } };
    const advice = advise(request);
    await renderSections(request, {
      ...advice,
      ...(advice.languageModel && {
        languageModel: { ...advice.languageModel, ...changed },
      }),
    });
    await open('Roadmap');
    expect(section('Roadmap').getAllByRole('listitem')).not.toHaveLength(0);
    expect(screen.queryByText('Where the model may run later')).toBeNull();
  });

  it.each([
    ['a link', 'https://gateway.example.com/start'],
    ['text without an address', undefined],
  ])('name the gateway of the organisation as %s', async (_, url) => {
    const request = { profile: { ...atScale.profile, llm: calledApi } };
    const advice = advise(request);
    const withGateway = (due: boolean): Advice => ({
      ...advice,
      languageModel: {
        ...advice.languageModel!,
        gateway: { due, reasons: [], offered: { name: 'Lark Gate', url } },
      },
    });
    await renderSections(request, withGateway(true));
    const gateway = section('Gateway');
    expect(gateway.getByText(/organisation offers one/)).toHaveTextContent(
      'The organisation offers one: Lark Gate',
    );
    expect(
      gateway.queryByRole('link', { name: 'Lark Gate' })?.getAttribute('href'),
    ).toBe(url);
    cleanup();
    await renderSections(request, withGateway(false));
    expect(section('Gateway').queryByText(/Lark Gate/)).toBeNull();
  });

  it('warn of answers that contradict each other, and of what is built already', async () => {
    await renderSections({
      profile: {
        team: { teamSize: 2, parallelTeams: 6, devopsMaturity: 2 },
        growth: { models: 6 },
      },
      observed: { pattern: 'microservices', deployables: 12 },
    });
    expect(
      screen.getByRole('list', { name: 'Remarks on the answers' }),
    ).toHaveTextContent('2 people cannot be 6 teams.');
    await open('Risks');
    expect(
      section('Risks').getAllByText(
        'with the Microservices that the catalog states',
      ),
    ).not.toHaveLength(0);
  });

  it('show both patterns of a close call side by side', async () => {
    await renderSections(
      atScale,
      withVerdict(advise(atScale), 'close', {
        recommendation: { runnerUp: 'serverless' },
        expected: { monolith: 0.1, microservices: 0.5, serverless: 0.4 },
      }),
    );
    expect(section('What would change the recommendation')).toBeDefined();
    const points = section('For and against');
    for (const name of ['For Microservices', 'For Serverless functions']) {
      expect(points.getByRole('list', { name })).not.toHaveTextContent(/-\d/);
    }
  });

  it('announce nothing where the answers are not enough', async () => {
    const request = { profile: { team: { devopsMaturity: 2 } } };
    await renderSections(
      request,
      withVerdict(advise(request), 'not-enough-answers'),
    );
    expect(
      screen.queryByRole('region', { name: 'For and against' }),
    ).toBeNull();
    expect(
      screen.queryByRole('region', { name: 'What would change the answer' }),
    ).toBeNull();
    await open('Roadmap');
    expect(section('Roadmap').queryByRole('list')).toBeNull();
    await open('Risks');
    expect(screen.queryByText(/recommended (Mod|Micro|Server)/)).toBeNull();
  });

  it('say why a pattern that misses the required latency ranks behind', async () => {
    const advice = advise(atScale);
    await renderSections(atScale, {
      ...advice,
      ranking: advice.ranking.map(ranked => ({
        ...ranked,
        missesRequirement: ranked.pattern === 'serverless',
      })),
    });
    for (const [tab, name] of [
      ['Compare', 'Comparison'],
      ['Cost and latency', 'Latency by pattern'],
    ]) {
      await open(tab);
      for (const button of screen.queryAllByRole('button', {
        name: 'Show the numbers',
      })) {
        await userEvent.click(button);
      }
      const row = within(screen.getByRole('table', { name }))
        .getByText('Misses the required latency, so it ranks behind.')
        .closest('[role=row]');
      expect(row).toBeVisible();
    }
  });

  it('give a hybrid its own cost and latency', async () => {
    const request = {
      profile: {
        ...atScale.profile,
        workload: {
          ...atScale.profile.workload,
          backgroundWork: 'substantial',
        },
      },
    } as const;
    await renderSections(request);
    await open('Cost and latency');
    await userEvent.click(
      screen.getByRole('button', { name: 'Show the numbers' }),
    );
    for (const name of ['Cost by pattern', 'Latency by pattern']) {
      const rows = within(screen.getByRole('table', { name })).getAllByRole(
        'row',
      );
      expect(rows.at(-1)).toHaveTextContent(/^Hybrid/);
      expect(rows.at(-1)).not.toHaveTextContent('–');
    }
  });

  it('say of each assumption what kind it is, and where and when it was read', async () => {
    const advice = advise(atScale);
    await renderSections(atScale, {
      ...advice,
      assumptions: [
        {
          id: 'gpu',
          title: 'GPU',
          value: 0.67,
          unit: 'USD per hour',
          kind: 'list-price',
          source: 'Price list',
          url: 'https://example.com/prices',
          date: '2026-11',
          range: [0.5, 0.8],
          overridden: false,
        },
      ],
    });
    await open('Cost and latency');
    await userEvent.click(
      screen.getByRole('button', { name: /1 assumption behind/ }),
    );
    const [, row] = within(
      screen.getByRole('table', { name: 'Assumptions' }),
    ).getAllByRole('row');
    expect(row).toHaveTextContent(
      /^GPU0\.67 USD per hour0\.5 to 0\.8List price.*Nov 2026$/,
    );
    expect(within(row).getByRole('link')).toHaveAttribute(
      'href',
      'https://example.com/prices',
    );
  });

  it('say that nothing changes a result that nothing changes', async () => {
    const advice = advise(atScale);
    await renderSections(atScale, {
      ...advice,
      flips: { answers: [], numbers: [], weights: [], without: [] },
    });
    expect(
      section('What would change the answer').getByText(
        'No other answer, number or weight changes the recommendation.',
      ),
    ).toBeVisible();
  });

  it('are free of accessibility violations, folded and unfolded', async () => {
    await renderSections(atScale);
    for (const tab of [
      'Why',
      'Compare',
      'Cost and latency',
      'Risks',
      'Roadmap',
    ]) {
      await open(tab);
      for (const button of screen.queryAllByRole('button', {
        name: /^Show /,
      })) {
        await userEvent.click(button);
      }
      expect(
        await axe(screen.getByRole('tabpanel', { name: tab })),
      ).toHaveNoViolations();
    }
  });
});
