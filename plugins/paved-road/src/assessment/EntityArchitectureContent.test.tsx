import {
  Assessment,
  NewAssessmentInput,
} from '@paved-road/plugin-paved-road-common';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { exampleScorecard } from '../testing/exampleScorecard';
import { FakeAssessments } from '../testing/FakeAssessments';
import { responseError } from '../testing/responseError';
import {
  entityRef,
  frontendSystems,
  renderArchitecture,
} from './__testUtils__/renderArchitecture';

const owner = 'user:default/owner';
const reviewer = 'user:default/reviewer';

/* One team with a first version: a clear case for the monolith. */
const firstVersion: NewAssessmentInput = {
  profile: {
    team: { devopsMaturity: 2, teamSize: 5, parallelTeams: 1 },
    product: { driver: 'time-to-market', roadmap: 'pivot-likely' },
    workload: { traffic: 'steady', invocation: 'in-app' },
  },
};

/* Many teams at volume, with a model that no function can hold. */
const atScale: NewAssessmentInput = {
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
      requestsPerMonth: 200_000_000,
      latency: 'interactive',
      inferenceMs: 50,
      modelSizeGb: 12,
      memoryGb: 16,
      accelerator: 'none',
      invocation: 'api',
      dataPerRequestMb: 0.1,
      backgroundWork: 'none',
    },
    growth: { users: 3, data: 2, models: 3, experimentation: 4 },
  },
};

async function submitted(
  fake: FakeAssessments,
  input: NewAssessmentInput = firstVersion,
  ref: string = entityRef,
): Promise<Assessment> {
  const { id, etag } = await fake.createAssessment(ref, input);
  return await fake.submitAssessment(id, etag);
}

async function approved(
  fake: FakeAssessments,
  input: NewAssessmentInput = firstVersion,
): Promise<Assessment> {
  const author = fake.actor;
  const { id, etag } = await submitted(fake, input);
  fake.actor = reviewer;
  const assessment = await fake.approveAssessment(id, etag, 'Agreed');
  fake.actor = author;
  return assessment;
}

/* An entity page takes a while to load all its parts. */
const findHeading = (name: string | RegExp) =>
  screen.findByRole('heading', { name }, { timeout: 10_000 });
const findButton = (name: string | RegExp) =>
  screen.findByRole('button', { name }, { timeout: 10_000 });
const press = async (name: string | RegExp) =>
  await userEvent.click(await findButton(name));
const fill = async (name: string | RegExp, text: string) => {
  await userEvent.click(await screen.findByRole('textbox', { name }));
  await userEvent.paste(text);
};
const statusOf = async (pattern: string) => {
  const heading = await findHeading(pattern);
  return within(heading.parentElement!).getByRole('status');
};

describe.each(frontendSystems)('Architecture tab, %s frontend', system => {
  const render = (
    fake: FakeAssessments,
    options?: Parameters<typeof renderArchitecture>[2],
  ) => renderArchitecture(system, fake, options);

  beforeEach(() => localStorage.clear());

  it('leads from an empty page over a live result to a submitted assessment', async () => {
    const fake = new FakeAssessments();
    await render(fake);

    await findHeading('No architecture assessment yet');
    const facts = screen.getByRole('region', {
      name: 'What the catalog already tells',
    });
    expect(within(facts).getByText('production')).toBeVisible();
    expect(within(facts).getByText('Modular monolith')).toBeVisible();
    expect(await within(facts).findByText('fraud')).toBeVisible();

    await press('Start assessment');
    const live = within(
      await screen.findByRole('region', { name: 'Result so far' }),
    );
    expect(live.getByText(/Answer a question/)).toBeVisible();
    await userEvent.click(screen.getByLabelText('2: Some pipelines'));
    await userEvent.type(
      screen.getByRole('textbox', {
        name: 'Teams that work in parallel (teams)',
      }),
      '1{Tab}',
    );
    expect(
      await live.findByText(/^2 of \d+ questions answered$/),
    ).toBeVisible();
    await press('Next');
    expect(await findHeading('Product')).toHaveFocus();
    await userEvent.click(screen.getByLabelText('Time to market'));
    await userEvent.click(screen.getByLabelText('A pivot is likely'));
    await waitFor(() =>
      expect(live.getByRole('status')).toHaveTextContent('Modular monolith'),
    );
    expect(
      within(live.getByRole('list', { name: 'Patterns by fit' })).getAllByRole(
        'listitem',
      ),
    ).toHaveLength(3);

    await press('Save draft');
    expect(await statusOf('Modular monolith')).toHaveTextContent('Draft');
    await press('Submit for approval');
    await waitFor(async () =>
      expect(await statusOf('Modular monolith')).toHaveTextContent('Submitted'),
    );
    expect(screen.getByText(/another person has to review/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    const { items } = await fake.getEntityAssessments(entityRef);
    expect(items).toMatchObject([
      {
        status: 'submitted',
        profile: {
          team: { devopsMaturity: 2, parallelTeams: 1 },
          product: { driver: 'time-to-market', roadmap: 'pivot-likely' },
        },
      },
    ]);
  });

  it('names the range of a wrong answer and saves nothing until it is corrected', async () => {
    const fake = new FakeAssessments();
    await render(fake, { query: '?view=assess' });
    await findHeading('Team');
    const size = screen.getByRole('textbox', {
      name: 'People on the application (people)',
    });
    await userEvent.type(size, '0{Tab}');
    expect(
      screen.getByText('Use a whole number from 1 to 1,000,000 (people).'),
    ).toBeVisible();

    await press(/Growth/);
    await press('Save draft');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Correct the answer to “People on the application”.',
    );
    expect(await findHeading('Team')).toHaveFocus();
    expect((await fake.getEntityAssessments(entityRef)).items).toEqual([]);

    await press('Not sure: People on the application');
    await press('Save draft');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Answer at least one question.',
    );
    await userEvent.click(screen.getByLabelText('2: Some pipelines'));
    await press('Save draft');
    await findButton('Submit for approval');
    expect((await fake.getEntityAssessments(entityRef)).items).toMatchObject([
      { profile: { team: { devopsMaturity: 2 } } },
    ]);
  });

  it('asks why when a decision overrides the recommendation', async () => {
    const fake = new FakeAssessments();
    const draft = await fake.createAssessment(entityRef, firstVersion);
    await render(fake);
    await press('Edit');
    await press('Decision');
    expect(
      screen.getByLabelText('Accept the recommendation: Modular monolith'),
    ).toBeChecked();
    await userEvent.click(
      screen.getByLabelText('Decide for Microservices instead'),
    );
    await press('Save draft');
    expect(
      await screen.findByText(
        'Say why the decision overrides the recommendation.',
      ),
    ).toBeVisible();

    await fill(/Rationale/, 'The team already runs the platform');
    await fill('Accepted trade-offs', 'Slower start\nMore to run');
    await fill('Revisit when', 'A pivot happens');
    await press('Save draft');
    expect(await statusOf('Microservices')).toHaveTextContent('Draft');
    expect(
      screen.getByText(
        'Recommended was Modular monolith. Decided otherwise: The team already runs the platform',
      ),
    ).toBeVisible();
    expect(
      screen.getByText('Accepted trade-offs: Slower start; More to run'),
    ).toBeVisible();
    expect(screen.getByText('Revisit when: A pivot happens')).toBeVisible();
    expect((await fake.getAssessment(draft.id)).decision).toEqual({
      pattern: 'microservices',
      rationale: 'The team already runs the platform',
      acceptedTradeOffs: ['Slower start', 'More to run'],
      revisitTriggers: ['A pivot happens'],
    });
  });

  it('keeps what was filled in until it is saved or discarded', async () => {
    const fake = new FakeAssessments();
    await render(fake, { query: '?view=assess' });
    await findHeading('Team');
    await userEvent.click(
      screen.getByLabelText('4: Infrastructure as code, observability'),
    );
    cleanup();

    await render(fake, { query: '?view=assess' });
    expect(
      await screen.findByText(/which were not saved, are back/),
    ).toBeVisible();
    expect(
      screen.getByLabelText('4: Infrastructure as code, observability'),
    ).toBeChecked();
    await press('Discard them');
    expect(
      screen.getByLabelText('4: Infrastructure as code, observability'),
    ).not.toBeChecked();
    cleanup();

    fake.actor = reviewer;
    await render(fake, { query: '?view=assess' });
    await findHeading('Team');
    expect(screen.queryByText(/are back/)).toBeNull();
  });

  it('offers a way out when somebody else has changed the draft meanwhile', async () => {
    const fake = new FakeAssessments();
    const { id, etag } = await fake.createAssessment(entityRef, firstVersion);
    await render(fake);
    await press('Edit');
    await userEvent.click(
      await screen.findByLabelText('5: All of it is a habit, on-call included'),
    );
    await fake.updateAssessment(id, etag, {
      profile: { team: { teamSize: 9 } },
    });

    await press('Save draft');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Someone else has changed this assessment');
    await press('Load the newest version');
    await waitFor(() =>
      expect(
        screen.getByRole('textbox', {
          name: 'People on the application (people)',
        }),
      ).toHaveValue('9'),
    );

    await userEvent.click(
      screen.getByLabelText('5: All of it is a habit, on-call included'),
    );
    const newest = await fake.getAssessment(id);
    await fake.submitAssessment(id, newest.etag);
    await press('Save draft');
    await press('Save as a new draft');
    await findButton('Submit for approval');
    expect((await fake.getEntityAssessments(entityRef)).items).toMatchObject([
      {
        status: 'draft',
        profile: { team: { devopsMaturity: 5, teamSize: 9 } },
      },
      { id, status: 'submitted' },
    ]);
  });

  it('lets a second person approve with a comment', async () => {
    const fake = new FakeAssessments();
    const older = await approved(fake, firstVersion);
    await submitted(fake, atScale);
    fake.actor = reviewer;
    await render(fake);

    expect(await statusOf('Modular monolith')).toHaveTextContent('Approved');
    expect(screen.getByRole('note')).toHaveTextContent(
      /A newer assessment by .*owner for Microservices waits for approval/,
    );
    await press('Show it');
    expect(await statusOf('Microservices')).toHaveTextContent('Submitted');
    expect(screen.getByRole('note')).toHaveTextContent(
      'This is not the assessment that counts: Modular monolith was approved',
    );

    await press('Approve');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText('Comment'), 'Well reasoned');
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    await waitFor(async () =>
      expect(await statusOf('Microservices')).toHaveTextContent('Approved'),
    );
    expect(screen.getByText('Well reasoned')).toBeVisible();
    expect(screen.queryByRole('note')).toBeNull();
    expect(await fake.getAssessment(older.id)).toMatchObject({
      status: 'superseded',
    });
  });

  it('rejects only with a reason, from which the author goes on', async () => {
    const fake = new FakeAssessments();
    await submitted(fake);
    fake.actor = reviewer;
    await render(fake);
    await press('Reject');
    const dialog = within(await screen.findByRole('dialog'));
    const confirm = dialog.getByRole('button', { name: 'Reject' });
    expect(confirm).toBeDisabled();
    await userEvent.type(
      dialog.getByLabelText(/What has to change/),
      'State the volume',
    );
    await userEvent.click(confirm);
    await waitFor(async () =>
      expect(await statusOf('Modular monolith')).toHaveTextContent('Rejected'),
    );
    expect(screen.getByText('State the volume')).toBeVisible();
    cleanup();

    fake.actor = owner;
    await render(fake);
    await press('Reassess');
    await findHeading('Assess the architecture');
    expect(screen.getByLabelText('2: Some pipelines')).toBeChecked();
  });

  it('explains the decision', async () => {
    const fake = new FakeAssessments();
    const { id } = await approved(fake, atScale);
    fake.present(id, { stale: ['model-version', 'age'] });
    await render(fake);

    const status = await statusOf('Microservices');
    expect(status).toHaveTextContent('Made with an older model');
    expect(status).toHaveTextContent('Due for review');

    const { advice } = await fake.getAssessment(id);
    const why = within(
      screen.getByRole('region', { name: /^Why Microservices/ }),
    );
    await userEvent.click(why.getByRole('button', { name: /more criteri/ }));
    const points = why
      .getByRole('list', { name: 'What decides, as points of fit' })
      .textContent!.match(/[+\-−]\d+\.\d/g)!
      .map(text => Number(text.replace('−', '-')));
    const sum = points.reduce((total, point) => total + point, 0);
    expect(sum).toBeCloseTo(advice.recommendation.margin, 0);
    expect(
      why.getByRole('list', { name: 'Patterns that are not eligible' }),
    ).toHaveTextContent('Serverless functions: not possible on the platform');

    const comparison = within(screen.getByRole('grid', { name: 'Comparison' }));
    const autonomy = within(
      comparison.getByRole('row', { name: /Team autonomy/ }),
    );
    expect(autonomy.getByText('needs 5 of 5')).toBeInTheDocument();
    expect(
      autonomy.getByRole('button', {
        name: '1 Falls short. One code base and one release for everybody.',
      }),
    ).toBeVisible();
    const maturity = within(
      comparison.getByRole('row', { name: /DevOps maturity required/ }),
    );
    expect(maturity.getByText('team has 5')).toBeVisible();
    expect(
      maturity.getByRole('button', { name: /^asks 5 Meets the need/ }),
    ).toBeVisible();

    const cost = within(screen.getByRole('grid', { name: 'Cost by pattern' }));
    expect(cost.getByRole('row', { name: /Microservices/ })).toHaveTextContent(
      /\$[\d,]+/,
    );
    const latency = within(
      screen.getByRole('grid', { name: 'Latency by pattern' }),
    );
    expect(
      latency.getByRole('row', { name: /Microservices/ }),
    ).toHaveTextContent(/(meets|misses) 1 s/);
    await press(/assumptions behind these numbers/);
    expect(
      within(screen.getByRole('grid', { name: 'Assumptions' })).getByRole(
        'row',
        { name: /c7g.large/ },
      ),
    ).toHaveTextContent('0.0725 USD per hour');
  });

  it('lets a draft go, and returns to what is approved', async () => {
    const fake = new FakeAssessments();
    const { id } = await approved(fake, atScale);
    const draft = await fake.createAssessment(entityRef, firstVersion);
    await render(fake, { query: `?assessment=${draft.id}` });
    await press('Delete draft');
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Delete',
      }),
    );
    expect(await statusOf('Microservices')).toHaveTextContent('Approved');
    await findButton('Reassess');
    expect((await fake.getEntityAssessments(entityRef)).items).toMatchObject([
      { id },
    ]);
  });

  it('says which answers an estimate needs', async () => {
    const fake = new FakeAssessments();
    await approved(fake, firstVersion);
    await render(fake);
    await statusOf('Modular monolith');
    const quantities = screen.getByRole('region', { name: 'Cost and latency' });
    expect(quantities).toHaveTextContent(
      /Cost by patternNot known without: .*Inference requests per month.*Time of one inference/,
    );
    expect(within(quantities).queryByRole('grid')).toBeNull();
  });

  it('hands out the decision record', async () => {
    const fake = new FakeAssessments();
    await approved(fake);
    const files: Blob[] = [];
    URL.createObjectURL = blob => `blob:${files.push(blob as Blob)}`;
    URL.revokeObjectURL = () => {};
    const names: string[] = [];
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function download(this: HTMLAnchorElement) {
        names.push(this.download);
      });
    await render(fake);
    await press('Export decision record');
    await waitFor(() =>
      expect(names).toEqual(['fraud-scorer-architecture-decision.md']),
    );
    expect(files[0].type).toBe('text/markdown');
    expect(files[0].size).toBeGreaterThan(500);
    click.mockRestore();
  });

  it('shows older assessments, and what happened to them', async () => {
    const fake = new FakeAssessments();
    for (let i = 0; i < 11; i++) {
      await approved(fake, i === 10 ? atScale : firstVersion);
    }
    await render(fake);
    await statusOf('Microservices');
    await press('History');
    const table = within(
      await screen.findByRole('grid', { name: 'Assessments of this entity' }),
    );
    expect(table.getAllByRole('row')[1]).toHaveTextContent(
      /Approved.*looked at.*counts.*Microservices/,
    );
    const events = screen.getByRole('list', { name: 'Events' });
    expect(events).toHaveTextContent(
      /reviewer approved it.*Agreed.*owner created it/,
    );

    await press('Next table page');
    await waitFor(() => expect(table.getAllByRole('row')).toHaveLength(2));
    await press(/Open the assessment of/);
    expect(await statusOf('Modular monolith')).toHaveTextContent('Superseded');
    expect(screen.queryByRole('button', { name: 'Reassess' })).toBeNull();
    await press('Show the one that counts');
    expect(await statusOf('Microservices')).toHaveTextContent('Approved');
  });

  it('shows the scorecard with what to do, and evaluates it on demand', async () => {
    const fake = new FakeAssessments();
    fake.evaluation = exampleScorecard;
    await render(fake);
    await screen.findByText(/has not been evaluated yet/);
    await press('Evaluate now');
    const ladder = await screen.findByRole('list', { name: 'Levels' });
    expect(ladder).toHaveTextContent(
      'Bronzereached' + 'Silver1 check to go' + 'Gold1 check to go',
    );
    const track = within(screen.getByRole('region', { name: 'Operability' }));
    expect(track.getByText('1 fail')).toBeVisible();
    expect(track.getByText('SLO declared')).toBeVisible();
    expect(track.getByRole('link', { name: /Add slo.yaml/ })).toHaveAttribute(
      'href',
      'https://docs.example.com/slo',
    );
    expect(track.getByText(/registry migration/)).toHaveTextContent(
      /Waived by .*reviewer until Mar 1, 2027/,
    );
    expect(
      track.getByText('Could not be evaluated: the host answered 403'),
    ).toBeVisible();
  });

  it('tells those who may not assess whom to ask', async () => {
    const outsider = {
      name: 'sealed-scorer',
      denied: [
        'paved-road.assessment.edit',
        'paved-road.assessment.review',
        'paved-road.scorecard.evaluate',
      ],
    };
    const fake = new FakeAssessments();
    await render(fake, outsider);
    await findHeading('No architecture assessment yet');
    expect(screen.getByText(/Only its owners/)).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Start assessment' }),
    ).toBeNull();
    expect(screen.queryByRole('button', { name: 'Evaluate now' })).toBeNull();
    cleanup();

    await submitted(fake, firstVersion, 'component:default/sealed-scorer');
    fake.actor = reviewer;
    await render(fake, { ...outsider, query: '?view=assess' });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Only its owners/,
    );
    cleanup();

    await render(fake, outsider);
    await findButton('History');
    expect(screen.queryByRole('button', { name: 'Withdraw' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    cleanup();

    jest
      .spyOn(fake, 'getEntityAssessments')
      .mockRejectedValue(await responseError(403, 'NotAllowedError', 'no'));
    await render(fake, outsider);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Ask the owner or the platform team for access.',
    );
  });

  it('says what went wrong and tries again', async () => {
    const fake = new FakeAssessments();
    jest
      .spyOn(fake, 'getEntityAssessments')
      .mockRejectedValueOnce(
        await responseError(503, 'ServiceUnavailableError', 'Database is away'),
      );
    await render(fake);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Database is away',
    );
    await press('Try again');
    await findButton('Start assessment');
  });

  it('is free of accessibility violations in each of its views', async () => {
    const fake = new FakeAssessments();
    fake.scorecard = exampleScorecard;
    const main = async (name: string | RegExp) =>
      (await findHeading(name)).closest<HTMLElement>('article')!.parentElement!;

    await render(fake);
    expect(
      await axe(await main('No architecture assessment yet')),
    ).toHaveNoViolations();
    cleanup();
    await render(fake, { query: '?view=assess' });
    expect(
      await axe(await main('Assess the architecture')),
    ).toHaveNoViolations();
    cleanup();
    await approved(fake, atScale);
    await submitted(fake);
    await render(fake);
    expect(
      await axe((await main('Microservices')).parentElement!),
    ).toHaveNoViolations();
    cleanup();
    await render(fake, { query: '?view=history' });
    expect(
      await axe(await main('Assessments of this entity')),
    ).toHaveNoViolations();
  });
});
