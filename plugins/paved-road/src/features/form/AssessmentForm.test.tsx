import {
  defaultModel,
  estimateAnswerGains,
} from '@paved-road/plugin-paved-road-common/advisor';
import { adviceRequestSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { withVerdict } from '../../testing/withVerdict';
import {
  fewAnswers,
  firstVersion,
  reviewer,
} from '../../__testUtils__/assessments';
import {
  choose,
  fill,
  findButton,
  findHeading,
  press,
  statusOf,
} from '../../__testUtils__/page';
import {
  entityRef,
  frontendSystems,
  renderArchitecture,
} from '../../__testUtils__/renderArchitecture';

/** The key questions of a form without answers. */
const firstKey = Object.entries(
  estimateAnswerGains(adviceRequestSchema.parse({ profile: {} })),
)
  .sort(([, a], [, b]) => b - a)
  .slice(0, 5)
  .map(([path]) => path);

describe.each(frontendSystems)('Assessment form, %s frontend', system => {
  const render = (
    fake: FakeAssessments,
    options?: Parameters<typeof renderArchitecture>[2],
  ) => renderArchitecture(system, fake, options);

  beforeEach(() => localStorage.clear());

  it('leads from an empty page over a live result to a draft', async () => {
    const fake = new FakeAssessments();
    await render(fake);

    await findHeading('No architecture assessment yet');
    const facts = screen.getByRole('region', {
      name: 'From the catalog',
    });
    expect(within(facts).getByText('experimental')).toBeVisible();
    expect(within(facts).getByText('Modular monolith')).toBeVisible();
    expect(await within(facts).findByText('fraud')).toBeVisible();

    await press('Assess');
    const live = within(
      await screen.findByRole('region', { name: 'Result so far' }),
    );
    expect(live.getByText(/Answer a question/)).toBeVisible();
    const buttons = () =>
      screen
        .getAllByRole('button', {
          name: /^(Next|Back|Save.*|Close)$/,
        })
        .map(({ textContent }) => textContent);
    expect(buttons()).toEqual(['Next', 'Save draft', 'Close']);
    await userEvent.click(await screen.findByLabelText('Time to market'));
    await press('Next');
    expect(await findHeading('Team')).toHaveFocus();
    await userEvent.click(screen.getByLabelText('2: Some pipelines'));
    await userEvent.type(
      screen.getByRole('textbox', {
        name: 'Teams that work in parallel (teams)',
      }),
      '1{Tab}',
    );
    expect(await live.findByText(/^Answer \d+ more questions?$/)).toBeVisible();
    await press('Next');
    expect(await findHeading('Product')).toHaveFocus();
    expect(screen.queryByLabelText('Time to market')).toBeNull();
    await userEvent.click(screen.getByLabelText('A pivot is likely'));
    await press(/^Key questions/);
    expect(screen.getByLabelText('Time to market')).toBeChecked();
    await userEvent.click(screen.getByLabelText('Steady'));
    await userEvent.click(screen.getByLabelText('From inside the application'));
    await waitFor(() =>
      expect(live.getByRole('status')).toHaveTextContent('Modular monolith'),
    );
    const { items: none } = await fake.getEntityAssessments(entityRef);
    expect(none).toEqual([]);

    await press('Decision');
    expect(buttons()).toEqual([
      'Save and submit',
      'Back',
      'Save draft',
      'Close',
    ]);
    expect(
      await screen.findByLabelText(/^Modular monolith · .* · recommended$/),
    ).toBeChecked();
    expect(screen.queryByRole('textbox', { name: /Rationale/ })).toBeNull();
    await press('Save draft');
    expect(await statusOf('Modular monolith')).toHaveTextContent('Draft');
    const { items } = await fake.getEntityAssessments(entityRef);
    expect(items).toMatchObject([
      {
        status: 'draft',
        profile: {
          team: { devopsMaturity: 2, parallelTeams: 1 },
          product: { driver: 'time-to-market', roadmap: 'pivot-likely' },
          workload: { traffic: 'steady', invocation: 'in-app' },
        },
      },
    ]);
  });

  it('leads from a result without enough answers to the questions that decide', async () => {
    const fake = new FakeAssessments();
    const { id } = await fake.createAssessment(entityRef, fewAnswers);
    await render(fake);
    expect(await statusOf('No pattern yet')).toHaveTextContent('Draft');
    expect(screen.queryByText(/is the right pattern/)).toBeNull();

    const path = 'workload.memoryGb';
    const { advice } = await fake.getAssessment(id);
    fake.present(id, {
      advice: withVerdict(advice, 'not-enough-answers', {
        openAnswers: [path, 'workload.traffic'],
      }),
    });
    cleanup();
    await render(fake);
    await press('Answer 2 questions');
    expect(
      await screen.findByRole('textbox', { name: /^Memory of one instance/ }),
    ).toHaveFocus();
    await press(/^Growth/);
    expect(await findHeading('Growth')).toHaveFocus();

    const live = within(screen.getByRole('region', { name: 'Result so far' }));
    expect(
      await live.findByText('Not enough answers', { selector: 'p' }),
    ).toBeVisible();
    await press(/^Key questions/);
    expect(
      screen.getByRole('textbox', { name: /^Memory of one instance/ }),
    ).toBeVisible();
    expect(
      screen.getByRole('radiogroup', { name: 'Traffic pattern' }),
    ).toBeVisible();
    await press(/^Workload/);
    expect(
      screen.queryByRole('radiogroup', { name: 'Traffic pattern' }),
    ).toBeNull();
  });

  it('asks why when somebody decides without a recommendation', async () => {
    const fake = new FakeAssessments();
    const { id } = await fake.createAssessment(entityRef, fewAnswers);
    await render(fake);
    await choose('Edit');
    await press('Decision');
    expect(await screen.findByLabelText('Not decided yet')).toBeChecked();
    await userEvent.click(screen.getByLabelText(/^Microservices · /));
    await press('Save draft');
    expect(
      await screen.findByText('Enter a reason; reviewers will see it.'),
    ).toBeVisible();
    await fill(/Rationale/, 'The platform is there');
    await press('Save draft');
    expect(await statusOf('Microservices')).toHaveTextContent('Draft');
    expect(
      screen.getByText(/^Decided without a recommendation: /),
    ).toBeVisible();
    expect((await fake.getAssessment(id)).decision).toEqual({
      pattern: 'microservices',
      rationale: 'The platform is there',
    });
    expect(screen.getByText(/“The platform is there”$/)).toBeVisible();
    expect(await findButton('Submit for review')).toBeEnabled();
  });

  it('saves and submits at once', async () => {
    const fake = new FakeAssessments();
    const { id } = await fake.createAssessment(entityRef, firstVersion);
    await render(fake, { query: '?view=edit' });
    await press('Decision');
    await press('Save and submit');
    expect(await statusOf('Modular monolith')).toHaveTextContent('Submitted');
    // The test app of the classic frontend shows no alerts.
    const shown = { classic: 0, new: 1 }[system];
    await waitFor(() =>
      expect(screen.queryAllByText('Submitted for review')).toHaveLength(shown),
    );
    expect(await fake.getAssessment(id)).toMatchObject({ status: 'submitted' });
  });

  it('says what is missing before there is anything to submit', async () => {
    const fake = new FakeAssessments();
    const { id } = await fake.createAssessment(entityRef, fewAnswers);
    await render(fake, { query: '?view=edit' });
    await press('Decision');
    await press('Save and submit');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      /^There is no recommendation yet. Answer “.*”, or choose a pattern/,
    );
    expect(await findHeading('Key questions')).toBeVisible();
    await waitFor(() => expect(alert).toHaveFocus());
    expect(await fake.getAssessment(id)).toMatchObject({ status: 'draft' });
  });

  it('does not ask for what is optional', async () => {
    await render(new FakeAssessments(), { query: '?view=assess' });
    await press(/^Workload/);
    expect(
      await screen.findByText('State between requests (optional)'),
    ).toBeVisible();
    const asked = defaultModel.questions.filter(
      ({ path, step }) => step === 'workload' && !firstKey.includes(path),
    );
    const progress = () =>
      screen.getByRole('button', { name: /^Workload/ }).textContent;
    expect(progress()).toContain(`0 of ${asked.length - 1}`);
    await userEvent.click(screen.getByLabelText('Open connections or streams'));
    expect(progress()).toContain(`1 of ${asked.length}`);
  });

  it('names the range of a wrong answer and saves nothing until it is corrected', async () => {
    const fake = new FakeAssessments();
    await render(fake, { query: '?view=assess' });
    await press(/^Team/);
    const size = await screen.findByRole('textbox', {
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
    expect(await findHeading('Team')).toBeVisible();
    expect(screen.getByRole('alert')).toHaveFocus();
    expect((await fake.getEntityAssessments(entityRef)).items).toEqual([]);

    await userEvent.clear(
      screen.getByRole('textbox', { name: /^People on the application/ }),
    );
    expect(screen.queryByRole('alert')).toBeNull();
    await press('Save draft');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Answer at least one question.',
    );
    await press(/^Team/);
    await userEvent.click(screen.getByLabelText('2: Some pipelines'));
    await press('Save draft');
    await findButton(/Submit for review|Answer \d questions/);
    expect((await fake.getEntityAssessments(entityRef)).items).toMatchObject([
      { profile: { team: { devopsMaturity: 2 } } },
    ]);
  });

  it('fills in what the catalog suggests, marks it, and lets a person say otherwise', async () => {
    const fake = new FakeAssessments();
    fake.catalogFacts.answers = [
      {
        path: 'team.teamSize',
        value: 5,
        provenance: 'Fraud, the owner, has 5 members',
      },
      {
        path: 'growth.models',
        value: 3,
        provenance: 'The component depends on 3 models',
      },
      { path: 'product.driver', value: 'fame', provenance: 'Nobody knows' },
    ];
    await render(fake);
    const facts = await screen.findByRole('region', {
      name: 'From the catalog',
    });
    expect(
      await within(facts).findByText(/The component depends on 3 models/),
    ).toBeVisible();
    expect(facts).not.toHaveTextContent('Nobody knows');
    await press('Assess');
    await press(/^Team/);

    const size = await screen.findByRole('textbox', {
      name: 'People on the application (people)',
    });
    const mark = 'From the catalog: Fraud, the owner, has 5 members.';
    expect(size).toHaveValue('5');
    expect(screen.getByText(mark)).toBeVisible();
    await userEvent.clear(size);
    await userEvent.type(size, '7{Tab}');
    expect(screen.queryByText(mark)).toBeNull();
    await press('Use it, as the catalog suggests: People on the application');
    expect(size).toHaveValue('5');
    await userEvent.clear(size);
    expect(
      screen.getByText(
        'The catalog suggests 5: Fraud, the owner, has 5 members.',
      ),
    ).toBeVisible();
    await press('Save draft');
    await findButton(/Submit for review|Answer \d questions/);
    expect((await fake.getEntityAssessments(entityRef)).items).toMatchObject([
      { profile: { growth: { models: 3 } } },
    ]);
  });

  it('asks about a language model if the catalog shows that one is used', async () => {
    const fake = new FakeAssessments();
    const provenance =
      'The component depends on 1 language model: Haiku (anthropic, Hosted API)';
    fake.catalogFacts.answers = [{ path: 'llm', value: 'used', provenance }];
    await render(fake);
    const facts = await screen.findByRole('region', {
      name: 'From the catalog',
    });
    expect(
      await within(facts).findByText(`Suggested answers: ${provenance}.`),
    ).toBeVisible();
    await press('Assess');
    const used = await screen.findByRole('radiogroup', {
      name: 'Does it call a language model?',
    });
    expect(within(used).getByLabelText('Yes')).toBeChecked();
    expect(screen.getByText(`From the catalog: ${provenance}.`)).toBeVisible();

    await userEvent.click(within(used).getByLabelText('No'));
    expect(
      screen.getByText(`The catalog suggests Yes: ${provenance}.`),
    ).toBeVisible();
    await press(
      'Use it, as the catalog suggests: Does it call a language model?',
    );
    expect(within(used).getByLabelText('Yes')).toBeChecked();
  });

  it('works without the catalog, and asks what the organisation wants to know', async () => {
    const fake = new FakeAssessments();
    fake.model = {
      ...defaultModel,
      defaultPlatform: 'knative',
      questions: [
        ...defaultModel.questions,
        {
          path: 'custom.region',
          step: 'workload',
          title: 'Where the data has to stay',
          help: 'As the data protection officer says.',
          answer: {
            kind: 'choice',
            options: [
              { value: 'eu', label: 'In the European Union' },
              { value: 'anywhere', label: 'Anywhere' },
            ],
          },
        },
      ],
    };
    jest
      .spyOn(fake, 'getCatalogFacts')
      .mockRejectedValue(new Error('The catalog is away'));
    await render(fake, { query: '?view=assess' });
    expect(
      await screen.findByText('Could not load suggestions from the catalog'),
    ).toBeVisible();
    await press(/Workload/);
    expect(
      await screen.findByLabelText(/Organisation default: Knative/),
    ).toBeChecked();
    await userEvent.click(screen.getByLabelText('In the European Union'));
    await press('Save draft');
    await choose('Edit');
    await press(/Workload/);
    expect(screen.getByLabelText('In the European Union')).toBeChecked();
    expect((await fake.getEntityAssessments(entityRef)).items).toMatchObject([
      { profile: { custom: { region: 'eu' } } },
    ]);
  });

  it('names every number that makes no sense, and answers that do not go together', async () => {
    await render(new FakeAssessments(), { query: '?view=assess' });
    const limits = 'Use a whole number from 1 to 1,000,000 (people).';
    const noNumber = (typed: string, examples = '20,000 or 20k') =>
      `“${typed}” is not a number. Write it like ${examples}.`;
    await press(/^Team/);
    const size = await screen.findByRole('textbox', {
      name: 'People on the application (people)',
    });
    for (const [typed, problem] of [
      ['0', limits],
      ['-5', limits],
      ['2.5', limits],
      ['1e18', limits],
      ['NaN', `${noNumber('NaN')} ${limits}`],
      ['five', `${noNumber('five')} ${limits}`],
      ['20 GB', `${noNumber('20 GB')} ${limits}`],
      ['1e999', `${noNumber('1e999')} ${limits}`],
    ]) {
      await userEvent.clear(size);
      await userEvent.type(size, `${typed}{Tab}`);
      expect(screen.getByText(problem)).toBeVisible();
      expect(size).toBeInvalid();
    }
    await userEvent.clear(size);
    await userEvent.type(size, '1{Tab}');
    expect(size).toBeValid();
    await userEvent.type(
      screen.getByRole('textbox', {
        name: 'Teams that work in parallel (teams)',
      }),
      '5{Tab}',
    );
    const contradiction = /^1 person cannot be 5 teams/;
    const live = within(screen.getByRole('region', { name: 'Result so far' }));
    expect(await screen.findByText(contradiction)).toBeVisible();
    expect(live.queryByText(contradiction)).toBeNull();
    await press('Next');
    expect(live.getByText(contradiction)).toBeVisible();

    await press(/^Workload/);
    const memory = await screen.findByRole('textbox', { name: /^Memory of/ });
    await userEvent.type(memory, 'half{Tab}');
    expect(memory).toHaveAccessibleDescription(
      expect.stringContaining(noNumber('half', '0.5, 20,000, or 20k')),
    );
    await userEvent.clear(memory);
    await userEvent.type(memory, '0,5{Tab}');
    expect(memory).toHaveValue('0.5');
  });

  it('leads to the first wrong answer of the step that is shown', async () => {
    const button = 'Save draft';
    const fake = new FakeAssessments();
    await render(fake, { query: '?view=assess' });
    await press(/^Team/);
    const scroll = jest.spyOn(Element.prototype, 'scrollIntoView');
    const size = await screen.findByRole('textbox', { name: /^People on/ });
    await userEvent.type(size, '0{Tab}');
    await press(/^Workload/);
    const memory = await screen.findByRole('textbox', { name: /^Memory of/ });
    await userEvent.type(memory, '-1');
    const problem = 'Use a number above 0 and up to 100,000 (GB).';
    expect(screen.queryByText(problem)).toBeNull();

    await press(button);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /^Correct the answers to “Memory of one instance.*” and “People on the application”.$/,
    );
    expect(memory).toHaveFocus();
    expect(scroll.mock.contexts.at(-1)).toContainElement(memory);
    // Also here, where it may be all that is in sight.
    expect(await screen.findByText(problem)).toBeVisible();

    await press(button);
    expect(memory).toHaveFocus();
    await userEvent.clear(memory);
    await press(button);
    await findHeading('Team');
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent(
      'Correct the answer to “People on the application”.',
    );
    expect(alert).toHaveFocus();
    expect(scroll.mock.contexts.at(-1)).toBe(alert);
    scroll.mockRestore();
    expect((await fake.getEntityAssessments(entityRef)).items).toEqual([]);
  });

  it('asks why when a decision overrides the recommendation', async () => {
    const fake = new FakeAssessments();
    const draft = await fake.createAssessment(entityRef, firstVersion);
    await render(fake);
    await choose('Edit');
    await press('Decision');
    expect(
      await screen.findByLabelText(/^Modular monolith · .* · recommended$/),
    ).toBeChecked();
    await userEvent.click(screen.getByLabelText(/^Microservices/));
    await press('Save draft');
    expect(await statusOf('Microservices')).toHaveTextContent('Draft');

    await press('Enter the rationale');
    await findHeading('Decision');
    await press('Save and submit');
    expect(
      await screen.findByText('Enter a reason; reviewers will see it.'),
    ).toBeVisible();
    await screen.findByRole('alert');
    expect(screen.getByRole('textbox', { name: /Rationale/ })).toHaveFocus();

    await fill(/Rationale/, 'The team already runs the platform');
    await press('Trade-offs and signals (optional)');
    await fill('Accepted trade-offs', 'Slower start\nMore to run');
    await fill('Revisit when', 'A pivot happens');
    await press('Save draft');
    expect(await statusOf('Microservices')).toHaveTextContent('Draft');
    expect(
      screen.getByText(/^Overrides the recommendation, Modular monolith/),
    ).toBeVisible();
    expect(
      screen.getByText(/“The team already runs the platform”$/),
    ).toBeVisible();
    expect(screen.getByText('Slower start')).toBeVisible();
    expect(screen.getByText('A pivot happens')).toBeVisible();
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
    await press(/^Team/);
    await userEvent.click(
      screen.getByLabelText('4: Infrastructure as code, observability'),
    );
    expect(
      screen.getByText('Unsaved changes · kept in this browser'),
    ).toBeVisible();
    cleanup();

    await render(fake, { query: '?view=assess' });
    expect(
      await screen.findByText(/^Your unsaved answers of .* are restored/),
    ).toBeVisible();
    await press(/^Team/);
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
    await press(/^Team/);
    expect(screen.queryByText(/are restored/)).toBeNull();
    await userEvent.click(screen.getByLabelText('2: Some pipelines'));
    await press('Discard changes');
    await press('Cancel');
    expect(screen.getByLabelText('2: Some pipelines')).toBeChecked();
    await press('Discard changes');
    await press('Discard');
    expect(screen.getByLabelText('2: Some pipelines')).not.toBeChecked();
    await userEvent.click(screen.getByLabelText('2: Some pipelines'));
    await press('Save draft');
    await choose('Edit');
    expect(await screen.findByText(/^Last saved /)).toBeVisible();
    expect(screen.queryByText(/Unsaved changes/)).toBeNull();
  });

  it('offers a way out when somebody else has changed the draft meanwhile', async () => {
    const fake = new FakeAssessments();
    const { id, etag } = await fake.createAssessment(entityRef, firstVersion);
    await render(fake);
    await choose('Edit');
    await press(/^Team/);
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
    await press(/^Team/);
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
    await findButton(/Submit for review|Answer \d questions/);
    expect((await fake.getEntityAssessments(entityRef)).items).toMatchObject([
      {
        status: 'draft',
        profile: { team: { devopsMaturity: 5, teamSize: 9 } },
      },
      { id, status: 'submitted' },
    ]);
  });
});
