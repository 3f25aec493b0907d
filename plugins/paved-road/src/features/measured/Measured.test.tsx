import {
  Assessment,
  NewAssessmentInput,
} from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { DateTime } from 'luxon';
import { formatDate } from '../../ui/formats';
import { measurementOf } from '../../testing/exampleMeasurements';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { approved, reviewer, submitted } from '../../__testUtils__/assessments';
import {
  findHeading,
  openSection,
  press,
  statusOf,
} from '../../__testUtils__/page';
import {
  entityRef,
  frontendSystems,
  renderArchitecture,
} from '../../__testUtils__/renderArchitecture';

const today = formatDate(DateTime.utc().startOf('day').toISO());

/** Functions for one team: microservices from two teams on or above 10 GB of memory; a service above 12.3M requests. */
const functions: NewAssessmentInput = {
  profile: {
    team: {
      devopsMaturity: 4,
      distributedExperience: 'production',
      teamSize: 7,
      parallelTeams: 1,
    },
    product: { driver: 'scale', roadmap: 'stable', budgetFocus: 'operations' },
    workload: {
      traffic: 'spiky',
      requestsPerMonth: 2_000_000,
      latency: 'interactive',
      inferenceMs: 80,
      modelSizeGb: 0.2,
      memoryGb: 2,
      accelerator: 'none',
      invocation: 'api',
      state: 'stateless',
      dataPerRequestMb: 0.1,
      backgroundWork: 'none',
    },
    growth: { users: 2, data: 2, models: 1, experimentation: 2 },
  },
};

/** A monolith of one team on GPUs: clearly microservices from two teams on. */
const monolith: NewAssessmentInput = {
  profile: {
    ...functions.profile,
    team: {
      ...functions.profile.team,
      devopsMaturity: 2,
      teamSize: 20,
    },
    product: { ...functions.profile.product, driver: 'time-to-market' },
    workload: {
      ...functions.profile.workload,
      traffic: 'steady',
      accelerator: 'gpu',
    },
    growth: { ...functions.profile.growth, models: 2 },
  },
};

const asAssumed = [
  measurementOf('requestsPerMonth', 2_100_000, { from: 1_700_000 }),
  measurementOf('memory', 2),
  measurementOf('teams', 1),
];

const outgrown = [
  measurementOf('requestsPerMonth', 31_000_000, { from: 1_000_000 }),
  measurementOf('teams', 3, { from: 1 }),
  measurementOf('costPerMonth', 1_400),
];

/** The cost of functions, so many times as high as predicted. */
function costOf({ advice }: Assessment, factor: number) {
  const { serverless } = advice.cost.perPattern;
  return measurementOf(
    'costPerMonth',
    serverless.status === 'estimated' ? serverless.monthly.mid * factor : 0,
  );
}

const strip = async () =>
  within(await screen.findByRole('region', { name: 'Measured' }));

async function openTeamStep() {
  const steps = within(
    await screen.findByRole('navigation', { name: 'Steps of the assessment' }),
  );
  await userEvent.click(steps.getByRole('button', { name: /^Team/ }));
}

const row = (grid: string, name: RegExp) =>
  within(screen.getByRole('table', { name })).getByRole('row', {
    name: new RegExp(`^${grid}`),
  });

describe.each(frontendSystems)('Measured decision, %s frontend', system => {
  const render = (
    fake: FakeAssessments,
    options?: Parameters<typeof renderArchitecture>[2],
  ) => renderArchitecture(system, fake, options);

  const fakeWith = async (
    measurements: FakeAssessments['measurements'],
    assessed = functions,
  ) => {
    const fake = new FakeAssessments();
    fake.measurements = measurements;
    return { fake, assessment: await approved(fake, assessed) };
  };

  beforeEach(() => localStorage.clear());

  it('is quiet while the decision holds, and shows assumed beside measured', async () => {
    const { fake, assessment } = await fakeWith(asAssumed);
    fake.measurements = [...asAssumed, costOf(assessment, 1.1)];
    await render(fake);
    const measured = await strip();
    expect(
      await measured.findByText(
        `4 measured values still support it (${today}).`,
      ),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Reassess with measured values' }),
    ).not.toBeInTheDocument();

    await userEvent.click(measured.getByRole('button', { name: 'Numbers' }));
    expect(
      await screen.findByRole('tab', { name: 'Measured', selected: true }),
    ).toBeVisible();
    expect(row('Requests', /^Assumed and measured/)).toHaveTextContent(
      /^Requests2M requests\/month2.1M requests\/month1.05× assumed$/,
    );
    // All are from one source: that is said once.
    expect(
      screen.getByRole('region', { name: 'Assumed and measured' }),
    ).toHaveTextContent(/ago from Prometheus/);
    expect(row('Memory', /^Assumed and measured/)).toHaveTextContent(
      /2 GB2 GBas assumed/,
    );
    expect(row('Cost', /^Predicted and measured/)).toHaveTextContent(
      /^Cost\$.*\/month \(\$.* to \$.*\/month\)\$[\d.,]+\/monthPrediction \+10%/,
    );
    expect(
      screen.getByText('The recommendation stays Serverless functions.'),
    ).toBeVisible();
    expect(
      await axe(screen.getByRole('tabpanel', { name: 'Measured' })),
    ).toHaveNoViolations();
  });

  it('shows what is measured beside the figures that were predicted', async () => {
    const { fake, assessment } = await fakeWith([
      measurementOf('latencyP99', 2.7),
    ]);
    fake.measurements = [...fake.measurements, costOf(assessment, 3)];
    const { unmount } = await render(fake);
    await strip();
    const figures = () => screen.getByRole('region', { name: / in figures$/ });
    await waitFor(() =>
      expect(figures()).toHaveTextContent(
        /\$[\d,.]+\/month predicted · \$[\d,.]+\/month measured · break-even .*p99[\d.]+ m?s predicted · 2\.7 s measured measured: misses 1 s/,
      ),
    );
    expect(figures()).not.toHaveTextContent('meets');
    unmount();

    fake.measurements = [measurementOf('latencyP99', 0.5)];
    const second = await render(fake);
    await strip();
    await waitFor(() =>
      expect(figures()).toHaveTextContent(
        /p99[\d.]+ m?s predicted · 500 ms measured meets 1 s \(p99\)/,
      ),
    );
    expect(figures()).toHaveTextContent(/\/month break-even/);
    second.unmount();

    fake.measurements = [];
    await render(fake);
    await strip();
    expect(figures()).toHaveTextContent(/p99[\d.]+ m?s meets 1 s \(p99\)/);
    expect(figures()).not.toHaveTextContent(/predicted|measured/);
  });

  it('lets what is measured contradict a prediction that is too slow', async () => {
    const fake = new FakeAssessments();
    fake.measurements = [measurementOf('latencyP99', 0.5)];
    await approved(fake, {
      profile: {
        ...functions.profile,
        workload: { ...functions.profile!.workload, inferenceMs: 3_000 },
      },
    });
    await render(fake);
    expect(await screen.findByText('measured: meets 1 s')).toBeVisible();
    expect(screen.queryByText(/misses .*p99/)).not.toBeInTheDocument();
  });

  it('says of a decision that holds which prediction was wrong', async () => {
    const { fake, assessment } = await fakeWith(asAssumed);
    fake.measurements = [...asAssumed, costOf(assessment, 3)];
    await render(fake);
    expect(
      await (
        await strip()
      ).findByText(
        `4 measured values still support it (${today}). Cost: +200% against the prediction.`,
      ),
    ).toBeVisible();
  });

  it('names the number that is near a change', async () => {
    const { fake } = await fakeWith([
      ...asAssumed.filter(({ measure }) => measure !== 'memory'),
      measurementOf('memory', 9, { from: 2 }),
    ]);
    await render(fake, { query: '?section=measured' });
    const measured = await strip();
    expect(await measured.findByText('Near a change')).toBeVisible();
    expect(measured.getByText(/: 9 GB measured, 2 assumed\.$/)).toBeVisible();
    expect(
      screen.getByText(
        'Memory of one instance: above 10 GB → Microservices (now 9 GB, 10% away)',
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('region', { name: 'Where the recommendation changes' }),
    ).toHaveTextContent('near9 GB measured, changes at 10 GB');
  });

  it('says what would be the answer since when, and reassesses with measured values', async () => {
    const { fake, assessment } = await fakeWith(outgrown, monolith);
    fake.present(assessment.id, { stale: ['measured'] });
    await render(fake);
    const measured = await strip();
    expect(await measured.findByText('No longer holds')).toBeVisible();
    // In the header as well, in the same words.
    expect(screen.getAllByText('No longer holds')).toHaveLength(2);
    const [, chance] = /^Microservices (.*%) with measured values since /.exec(
      screen.getByText(/ with measured values since /).textContent!,
    )!;
    expect(
      within(
        screen.getByRole('list', { name: 'Patterns by chance' }),
      ).getAllByRole('listitem')[0],
    ).toHaveTextContent(`Microserviceschance ${chance}`);
    expect(
      screen.getByText('Chance of being right with measured values.'),
    ).toBeVisible();
    expect(
      measured.getByText(
        /^Teams that commit: 3 measured, 1 assumed\. Since .+\.$/,
      ),
    ).toBeVisible();
    expect(
      await axe(screen.getByRole('region', { name: 'Measured' })),
    ).toHaveNoViolations();

    await press('Reassess with measured values');
    const changes = within(
      (await screen.findByText('2 answers updated from measurements')).closest(
        '[role=status]',
      ) as HTMLElement,
    );
    expect(
      changes.getAllByRole('listitem').map(({ textContent }) => textContent),
    ).toEqual([
      'Teams that work in parallel3, was 1',
      'Inference requests per month31M requests/month, was 2M',
    ]);
    const teams = screen.getByRole('textbox', {
      name: /^Teams that work in parallel/,
    });
    expect(teams).toHaveValue('3');
    expect(teams).toHaveFocus();
    expect(teams).toHaveAccessibleDescription(
      /Measured: 3, was 1.*ago from Prometheus$/,
    );
    expect(
      screen.getByRole('textbox', { name: /^People on the application/ }),
    ).toHaveValue('20');
    expect(
      screen.getByRole('button', { name: /^Workload.*1 changed$/ }),
    ).toBeVisible();
    expect(
      await axe(
        (await findHeading('Assess the architecture')).closest('article')!,
      ),
    ).toHaveNoViolations();

    await press('Inference requests per month');
    expect(
      await screen.findByRole('textbox', {
        name: /^Inference requests per month/,
      }),
    ).toHaveFocus();

    await press('Save draft');
    await statusOf('Microservices');
    const { items } = await fake.getEntityAssessments(entityRef);
    expect(items[0]).toMatchObject({
      status: 'draft',
      profile: {
        team: { parallelTeams: 3, teamSize: 20 },
        workload: { requestsPerMonth: 31_000_000, memoryGb: 2 },
      },
    });
    expect(items[1].id).toBe(assessment.id);
  });

  it('says that what contradicts a decision did so before its approval', async () => {
    const { fake, assessment } = await fakeWith(outgrown, monolith);
    const told = {
      since: '2026-11-20T08:00:00.000Z',
      beforeApproval: true as const,
    };
    const measured = await fake.getMeasured(assessment.id);
    jest.spyOn(fake, 'getMeasured').mockResolvedValue({
      ...measured,
      ...told,
      crossed: measured.crossed.map(flip => ({ ...flip, ...told })),
    });
    await render(fake, { query: '?section=measured' });
    expect(
      await (
        await strip()
      ).findByText(
        /^Teams that commit: 3 measured, 1 assumed\. Known at approval\.$/,
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('region', { name: 'Where the recommendation changes' }),
    ).toHaveTextContent(/crossed before the approval/);
  });

  it('begins where the first answer changed, and names no change where there is none', async () => {
    const { fake, assessment } = await fakeWith([
      measurementOf('teams', 1),
      measurementOf('memory', 2.040312),
      measurementOf('inferenceTime', 240),
    ]);
    const { unmount } = await render(fake, {
      query: '?view=assess&values=measured',
    });
    const time = await screen.findByRole('textbox', {
      name: /^Time of one inference/,
    });
    expect(time).toHaveFocus();
    expect(time).toHaveAccessibleDescription(/Measured: 240 ms, was 80 ms/);
    // What is noise is filled in, in four digits, and marked, but not announced as a change.
    const memory = screen.getByRole('textbox', {
      name: /^Memory of one instance/,
    });
    expect(memory).toHaveValue('2.04');
    expect(memory).toHaveAccessibleDescription(/Measured: 2.04 GB, was 2/);
    expect(
      screen.getByText('1 answer updated from measurements'),
    ).toBeVisible();
    unmount();

    fake.measurements = [measurementOf('teams', 1)];
    await render(fake, {
      query: `?assessment=${assessment.id}&view=assess&values=measured`,
    });
    expect(
      await screen.findByText(
        'No answer changed: measurements match the assumptions.',
      ),
    ).toBeVisible();
    await openTeamStep();
    expect(
      screen.getByRole('textbox', { name: /^Teams that work in parallel/ }),
    ).toHaveAccessibleDescription(/Measured: 1, as before/);
  });

  it('keeps what was begun without measured values apart', async () => {
    const { fake } = await fakeWith(outgrown, monolith);
    const { unmount } = await render(fake, { query: '?view=assess' });
    await openTeamStep();
    const teams = { name: /^Teams that work in parallel/ };
    const field = screen.getByRole('textbox', teams);
    expect(field).toHaveValue('1');
    await userEvent.clear(field);
    await userEvent.type(field, '2');
    await userEvent.tab();
    unmount();
    await render(fake, { query: '?view=assess&values=measured' });
    expect(await screen.findByRole('textbox', teams)).toHaveValue('3');
  });

  it('says how to connect a source while nothing is measured', async () => {
    const { fake } = await fakeWith([]);
    await render(fake, { query: '?section=measured' });
    const measured = await strip();
    expect(
      await measured.findByText(
        'No measurements yet to check this decision against.',
      ),
    ).toBeVisible();
    expect(
      measured.getByRole('link', { name: /Connect a source/ }),
    ).toHaveAttribute('href', expect.stringContaining('measure.md'));
    expect(
      await axe(screen.getByRole('region', { name: 'Measured' })),
    ).toHaveNoViolations();
  });

  it('says that a source is down, and until when its numbers are', async () => {
    const [requests, ...others] = asAssumed;
    const { fake } = await fakeWith([
      {
        ...requests,
        observedAt: '2026-11-01T08:00:00.000Z',
        failing: 'connection refused',
      },
      ...others,
    ]);
    await render(fake, { query: '?section=measured' });
    expect(
      await (
        await strip()
      ).findByText(/1 number is older: its source does not answer\.$/),
    ).toBeVisible();
    expect(row('Requests', /^Assumed and measured/)).toHaveTextContent(
      /ago from Prometheussource down$/,
    );
    expect(
      screen.getByText(/does not answer: connection refused$/),
    ).toBeVisible();
  });

  it('says until when a decision held whose sources are all down', async () => {
    const observedAt = '2026-11-01T08:00:00.000Z';
    const { fake } = await fakeWith(
      asAssumed.map(measurement => ({
        ...measurement,
        observedAt,
        failing: 'connection refused',
      })),
    );
    await render(fake);
    const measured = await strip();
    expect(
      await measured.findByText(
        `3 measured values supported it on ${formatDate(observedAt)}. The source does not answer; no number is newer.`,
      ),
    ).toBeVisible();
  });

  it('shows how far what is counted is from its condition', async () => {
    const { fake } = await fakeWith(asAssumed);
    await render(fake, { query: '?section=measured' });
    const teams = within(
      await screen.findByRole('region', { name: 'Conditions' }),
    )
      .getByText(/^8 or more teams/)
      .closest('li')!;
    expect(teams).toHaveTextContent('1 of 8');
    expect(teams.querySelector('[style^="inline-size"]')).toHaveStyle(
      'inline-size: 12.5%',
    );
  });

  it('says that it could not be loaded, and tries again', async () => {
    const { fake } = await fakeWith(asAssumed);
    fake.measuredFailure = new Error('The database is asleep');
    await render(fake);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load measurementsThe database is asleep',
    );
    fake.measuredFailure = undefined;
    await press('Try again');
    expect(await (await strip()).findByText(/still support it/)).toBeVisible();
  });

  it('offers no reassessment to who may not edit', async () => {
    const fake = new FakeAssessments();
    fake.measurements = outgrown;
    const ref = 'component:default/not-mine';
    const { id, etag } = await submitted(fake, monolith, ref);
    fake.actor = reviewer;
    await fake.approveAssessment(id, etag);
    await render(fake, {
      name: 'not-mine',
      denied: ['paved-road.assessment.edit'],
    });
    expect(await (await strip()).findByText('No longer holds')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /Reassess/ }),
    ).not.toBeInTheDocument();
  });

  it('says nothing of a decision that is not approved', async () => {
    const fake = new FakeAssessments();
    fake.measurements = asAssumed;
    await submitted(fake, functions);
    await render(fake, { query: '?section=measured' });
    expect(
      await screen.findByRole('tab', { name: 'Why', selected: true }),
    ).toBeVisible();
    expect(
      screen.queryByRole('region', { name: 'Measured' }),
    ).not.toBeInTheDocument();
  });

  it('holds conditions and what is built against what is observed', async () => {
    const { fake, assessment } = await fakeWith([
      measurementOf('requestsPerMonth', 11_000_000, { from: 2_000_000 }),
      measurementOf('coldStarts', 0.02, { from: 0.001 }),
      measurementOf('errorRate', 0.004),
    ]);
    fake.present(assessment.id, { stale: ['measured', 'age'] });
    fake.architecture = {
      declaredPattern: 'serverless',
      declaredCalls: [],
      calls: {
        targets: ['component:default/ledger'],
        source: 'https://traces.example.com',
      },
    };
    await render(fake);
    const measured = await strip();
    expect(await measured.findByText('Near a change')).toBeVisible();
    expect(
      measured.getByText(/^Since .+\. 1 difference from the declaration\.$/),
    ).toBeVisible();
    // It is said in the strip, and not once more above it.
    expect(screen.getByRole('note')).toHaveTextContent('It is due for review.');
    expect(screen.getByRole('note')).not.toHaveTextContent(/measured/);
    await press('Numbers');

    const conditions = within(
      await screen.findByRole('region', { name: 'Conditions' }),
    );
    expect(
      conditions.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual([
      expect.stringMatching(
        /^More than 1% of requests.*Roadmap: Inference service.*reached since .+2% of 1%$/,
      ),
      expect.stringMatching(
        /^Volume exceeds 12\.3M requests.*near11M of 12\.3M requests/,
      ),
    ]);
    await userEvent.click(
      conditions.getByRole('button', { name: /conditions are not measured$/ }),
    );
    expect(conditions.getAllByRole('listitem').length).toBeGreaterThan(2);
    expect(
      screen.getByRole('region', { name: 'Drift from the declaration' }),
    ).toHaveTextContent(
      /component:default\/ledger, seen in https:\/\/traces\.example\.com/,
    );
    await press('Show 2 other numbers');
    expect(
      within(screen.getByRole('table', { name: 'Also measured' })).getByRole(
        'row',
        { name: /^Failed requests/ },
      ),
    ).toHaveTextContent('0.4%');
    expect(
      await axe(screen.getByRole('tabpanel', { name: 'Measured' })),
    ).toHaveNoViolations();

    await openSection('Roadmap');
    await findHeading('Roadmap');
    const triggers = within(
      screen.getByRole('list', {
        name: 'When to take the step Inference service',
      }),
    );
    expect(
      triggers.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/cold start\.?reached since /),
        expect.stringMatching(/functions\.?near11M of 12\.3M requests/),
      ]),
    );
  });
});
