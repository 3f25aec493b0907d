import {
  NewAssessmentInput,
  presentStanding,
} from '@paved-road/plugin-paved-road-common';
import { computeStanding } from '@paved-road/plugin-paved-road-common/advisor';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { formatUsd } from '../../ui/formats';
import { FakeAssessments } from '../../testing/FakeAssessments';
import {
  approved,
  firstVersion,
  reviewer,
  submitted,
} from '../../__testUtils__/assessments';
import {
  choose,
  fill,
  findButton,
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

const { profile } = firstVersion;

/** One team whose first version answers questions from documents: a clear case for a hosted API. */
const answersFromDocuments: NewAssessmentInput = {
  profile: {
    ...profile,
    team: { ...profile!.team, distributedExperience: 'none' },
    product: { ...profile!.product, budgetFocus: 'operations' },
    workload: {
      ...profile!.workload,
      requestsPerMonth: 300_000,
      latency: 'first-token',
      backgroundWork: 'none',
    },
    llm: {
      use: 'rag',
      inputTokens: 4000,
      outputTokens: 400,
      quality: 'mid',
      residency: 'none',
      callsPerTask: 1,
      reusedPrefix: 0.2,
    },
  },
};

const withModel = (
  llm: NonNullable<NewAssessmentInput['profile']>['llm'],
): NewAssessmentInput => ({
  profile: { ...answersFromDocuments.profile, llm },
});

const sentence = 'Modular monolith calling a hosted API';

const findStep = () =>
  screen.queryByRole('button', { name: /^Language model/ });

describe.each(frontendSystems)('Language model, %s frontend', system => {
  const render = (
    fake: FakeAssessments,
    options?: Parameters<typeof renderArchitecture>[2],
  ) => renderArchitecture(system, fake, options);

  beforeEach(() => localStorage.clear());

  it('is asked about only where one is called, and the answers survive', async () => {
    const fake = new FakeAssessments();
    const { id } = await fake.createAssessment(entityRef, firstVersion);
    const { unmount } = await render(fake);
    await choose('Edit');
    const isCalled = within(
      await screen.findByRole('radiogroup', {
        name: 'Does it call a language model?',
      }),
    );
    expect(findStep()).toBeNull();
    expect(screen.queryByLabelText('First token under 2 s')).toBeNull();
    expect(isCalled.getByRole('radio', { name: 'No' })).toBeChecked();
    await userEvent.click(isCalled.getByRole('radio', { name: 'Yes' }));
    expect(findStep()).toHaveTextContent(/0 of \d/);
    await press(/^Workload/);
    await userEvent.click(screen.getByLabelText('First token under 2 s'));
    await press('Next');
    expect(await findHeading('Language model')).toHaveFocus();
    await userEvent.click(
      screen.getByLabelText('Answers from retrieved documents'),
    );
    await fill(/^Input tokens per model call/, '4000');
    expect(
      await within(
        screen.getByRole('region', { name: 'Result so far' }),
      ).findByRole('list', { name: 'Placements of the model by chance' }),
    ).toBeVisible();
    await press('Next');
    expect(await findHeading('Growth')).toHaveFocus();
    await press('Back');
    expect(await findHeading('Language model')).toHaveFocus();

    // Somebody leaves the page without saving.
    unmount();
    await render(fake, { query: `?assessment=${id}&view=edit` });
    await screen.findByText(/^Your unsaved answers of .* are restored/);
    await press(/^Language model/);
    expect(
      screen.getByLabelText('Answers from retrieved documents'),
    ).toBeChecked();
    await press('Save draft');
    await findHeading(/^Modular monolith/);
    expect((await fake.getAssessment(id)).profile).toMatchObject({
      workload: { latency: 'first-token' },
      llm: { use: 'rag', inputTokens: 4000 },
    });
  });

  it('submits nothing where every placement is ruled out, and says what to do', async () => {
    const fake = new FakeAssessments();
    const { id } = await fake.createAssessment(
      entityRef,
      withModel({
        ...answersFromDocuments.profile!.llm,
        // More than the context windows of open models.
        inputTokens: 300_000,
        quality: 'frontier',
        residency: 'own-perimeter',
      }),
    );
    await render(fake, { query: `?assessment=${id}&view=edit` });
    await press('Decision');
    await press('Save and submit');
    await screen.findByText(
      /^Every placement of the language model is ruled out\. Change an answer/,
    );
    expect(
      screen.getByText(/^No placement is eligible\. Change/),
    ).toBeVisible();
    expect((await fake.getAssessment(id)).status).toBe('draft');
  });

  it('leaves no answers where none is called any more', async () => {
    const fake = new FakeAssessments();
    const { id } = await fake.createAssessment(entityRef, answersFromDocuments);
    await render(fake);
    await choose('Edit');
    const isCalled = await screen.findByRole('radiogroup', {
      name: 'Does it call a language model?',
    });
    await userEvent.click(within(isCalled).getByRole('radio', { name: 'No' }));
    await press('Save draft');
    await findHeading('Modular monolith');
    const { profile: saved, advice } = await fake.getAssessment(id);
    expect(saved.llm).toBeUndefined();
    expect(saved.workload?.latency).toBeUndefined();
    expect(advice.languageModel).toBeUndefined();
    expect(screen.queryByText('Where the model runs')).toBeNull();
  });

  it('is told apart from the application, under one standing', async () => {
    const fake = new FakeAssessments();
    const { id } = await approved(fake, answersFromDocuments);
    const { container } = await render(fake);
    expect(await statusOf(sentence)).toHaveTextContent(
      /^ApprovedClear( so far)?, /,
    );
    const { advice } = await fake.getAssessment(id);
    expect(advice.recommendation.text).toMatch(sentence);
    expect(screen.getByRole('img', { name: 'Hosted API' })).toBeVisible();

    const [model, application] = [
      'Where the model runs',
      'How the application is built',
    ].map(name => within(screen.getByRole('group', { name })));
    expect(
      model
        .getByRole('list', { name: 'Placements of the model by chance' })
        .textContent!.match(/Hosted API|Own GPUs|Serverless GPU|CPU/g),
    ).toHaveLength(4);
    expect(
      application.getByRole('list', { name: 'Patterns by chance' }),
    ).toBeVisible();
    expect(
      screen.getByRole('region', { name: 'For and against' }),
    ).toHaveTextContent(
      /Hosted API compared with .*Modular monolith compared with /,
    );

    expect(
      screen.getByRole('region', { name: /^Why Hosted API and not / }),
    ).toBeVisible();
    await press(/^Show \d+ more changes?$/);
    expect(
      screen.getByRole('region', { name: 'What would change the answer' }),
    ).toHaveTextContent(/Only inside our own perimeter .*→ .*Own GPUs/);
    expect(screen.getByRole('region', { name: 'Gateway' })).toHaveTextContent(
      'No gateway needed yet',
    );
    expect(await axe(container)).toHaveNoViolations();

    await openSection('Compare');
    await userEvent.click(
      screen.getAllByRole('button', { name: /^Show .* criteri/ })[0],
    );
    const comparison = within(
      screen.getByRole('table', {
        name: 'Comparison of where the model runs',
      }),
    );
    const { cost } = advice.languageModel!;
    const hosted = cost.perPlacement['hosted-api'];
    expect(
      comparison.getByRole('row', { name: /Cost at the expected tokens/ }),
    ).toHaveTextContent(
      hosted.status === 'estimated' ? formatUsd(hosted.monthly.mid) : '–',
    );

    await openSection('Cost and latency');
    expect(
      screen.getByText(/Own GPUs are cheaper than a hosted API above/),
    ).toBeVisible();
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Show the numbers' })[0],
    );
    expect(
      screen.getByRole('table', { name: 'Cost of the model by placement' }),
    ).toHaveTextContent(/\d+ × .+, \d+% utilized/);
    expect(
      screen.getAllByText(/^outside the calibrated range/).length,
    ).toBeGreaterThan(0);
    expect(screen.getByText(/^Prices of /)).toBeVisible();
    expect(
      screen.getByRole('table', { name: 'Other models of this quality' }),
    ).toBeVisible();
    expect(
      screen.getByRole('table', { name: 'Latency of the model by placement' }),
    ).toHaveTextContent('meets first token within 2 s (p95)');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says which answers its cost waits for', async () => {
    const fake = new FakeAssessments();
    await approved(fake, withModel({ use: 'chat', residency: 'none' }));
    await render(fake);
    await findHeading(/^Modular monolith calling|^Modular monolith; /);
    await openSection('Cost and latency');
    expect(
      screen.getAllByText(/Answer “Input tokens per model call” .* to see it/)
        .length,
    ).toBeGreaterThan(0);
  });

  it('says what rules all placements out, and recommends none', async () => {
    const fake = new FakeAssessments();
    await fake.createAssessment(
      entityRef,
      withModel({ ...answersFromDocuments.profile!.llm, inputTokens: 5e6 }),
    );
    await render(fake);
    expect(
      await findHeading(
        'Modular monolith; the model: no placement is eligible',
      ),
    ).toBeVisible();
    expect(
      screen.getByText('Misses its requirement', { selector: 'span' }),
    ).toBeVisible();
    expect(
      screen.getByRole('list', { name: 'Placements that are not possible' }),
    ).toHaveTextContent(/Hosted API: not possible.*Lifted by/);
    expect(screen.getAllByText(/Own GPUs: input and output/)).toHaveLength(1);
    expect(
      screen.getByText('Change “Input tokens per model call” to see it'),
    ).toBeVisible();
    expect(
      screen.getByRole('list', { name: 'To make one eligible, relax:' }),
    ).toHaveTextContent(/^Input tokens per model call$/);
    await press('Change answers');
    expect(
      await screen.findByRole('textbox', {
        name: /^Input tokens per model call/,
      }),
    ).toHaveFocus();
  });

  it('can be decided to run elsewhere, with a reason, and the page never hides it', async () => {
    const fake = new FakeAssessments();
    const { id } = await fake.createAssessment(entityRef, answersFromDocuments);
    await render(fake);
    await choose('Edit');
    await press('Decision');
    const field = within(
      await screen.findByRole('radiogroup', { name: 'Where the model runs' }),
    );
    expect(
      field.getByLabelText(/^Hosted API · .* · recommended$/),
    ).toBeChecked();
    await userEvent.click(field.getByLabelText(/^Own GPUs/));
    await press('Save and submit');
    expect(
      await screen.findByText('Enter a reason; reviewers will see it.'),
    ).toBeVisible();
    await fill(/Rationale/, 'The GPUs are bought.');
    await press('Save draft');

    await findHeading('Modular monolith and a model server');
    expect(
      screen.getByText(
        /^Own GPUs overrides the recommendation for the model, Hosted API\. Its own chance: (under )?\d+%, rank \d of 4$/,
      ),
    ).toBeVisible();
    expect(screen.getByText(/The GPUs are bought/)).toBeVisible();
    expect(screen.getByRole('img', { name: 'Own GPUs' })).toBeVisible();
    expect((await fake.getAssessment(id)).decision).toEqual({
      pattern: 'monolith',
      placement: 'own-gpu',
      rationale: 'The GPUs are bought.',
    });
    await choose('Edit');
    await press('Decision');
    expect(await screen.findByLabelText(/^Own GPUs/)).toBeChecked();
  });

  it('is reviewed with its standing', async () => {
    const fake = new FakeAssessments();
    const { id, advice, decision } = await submitted(
      fake,
      answersFromDocuments,
    );
    const chances: typeof advice = {
      ...advice,
      recommendation: { ...advice.recommendation, confidence: 0.97 },
      languageModel: {
        ...advice.languageModel!,
        expected: { ...advice.languageModel!.expected, 'hosted-api': 0.84 },
      },
    };
    fake.present(id, { advice: chances });
    fake.actor = reviewer;
    await render(fake);
    await press('Review');
    expect(
      within(
        await screen.findByRole('dialog', { name: 'Review the assessment' }),
      ).getByText(
        presentStanding(computeStanding({ advice: chances, decision })).label,
      ),
    ).toBeVisible();
  });

  it('moves in What if, and in a comparison of two assessments', async () => {
    const fake = new FakeAssessments();
    const { id } = await approved(fake, answersFromDocuments);
    const { unmount } = await render(fake);
    await statusOf(sentence);
    await press('What if');
    const panel = within(
      await screen.findByRole('dialog', { name: 'What if' }),
    );
    expect(
      panel.getByRole('slider', { name: /^Input tokens per model call/ }),
    ).toBeVisible();
    await userEvent.click(
      panel.getByRole('button', { name: /Where the data may go/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', {
        name: 'Only inside our own perimeter',
      }),
    );
    const rowOf = (name: string) =>
      within(screen.getByRole('table')).getByRole('row', {
        name: new RegExp(`^${name}(?!,)`),
      });
    await waitFor(() =>
      expect(rowOf('Where the model runs')).toHaveTextContent(
        /Hosted API, \d+%Own GPUs, (over )?\d+%/,
      ),
    );
    expect(rowOf('Model/month')).toHaveTextContent(/\$[\d,.]+\$[\d,.]+/);
    await press('Save as new draft');
    await findHeading(/^Modular monolith(;| and a).*(Own GPUs|model server)/);

    const { items } = await fake.getEntityAssessments(entityRef);
    const draft = items.find(item => item.id !== id)!;
    unmount();
    await render(fake, {
      query: `?assessment=${draft.id}&view=compare&with=${id}`,
    });
    await screen.findByRole('table', { name: 'Compare assessments' });
    expect(rowOf('Where the model runs')).toHaveTextContent(
      /Hosted API, .*Own GPUs, /,
    );
    expect(await findButton('Back to the result')).toBeVisible();
  });
});
