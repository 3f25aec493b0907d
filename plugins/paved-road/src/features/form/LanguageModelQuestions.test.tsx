import { NewAssessmentInput } from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { FakeAssessments } from '../../testing/FakeAssessments';
import {
  firstVersion,
  submitted,
  reviewer,
} from '../../__testUtils__/assessments';
import {
  choose,
  fill,
  findButton,
  findHeading,
  press,
} from '../../__testUtils__/page';
import {
  entityRef,
  renderArchitecture,
} from '../../__testUtils__/renderArchitecture';

const { profile } = firstVersion;

/** Answers from documents by a provider's model, with answers from when the team ran one itself. */
const hosted: NewAssessmentInput = {
  profile: {
    ...profile,
    team: { ...profile!.team, distributedExperience: 'none' },
    product: { ...profile!.product, budgetFocus: 'operations' },
    workload: {
      ...profile!.workload,
      requestsPerMonth: 300_000,
      latency: 'first-token',
      backgroundWork: 'none',
      modelSizeGb: 140,
      memoryGb: 160,
    },
    llm: {
      use: 'rag',
      inputTokens: 4000,
      outputTokens: 400,
      quality: 'mid',
      residency: 'none',
      callsPerTask: 1,
    },
  },
};

const withModel = (
  llm: NonNullable<NewAssessmentInput['profile']>['llm'],
): NewAssessmentInput => ({
  profile: { ...hosted.profile, llm: { ...hosted.profile!.llm, ...llm } },
});

/** No placement works without a network and answers with the best models. */
const nowhere = withModel({ inputTokens: 5e6 });

const field = (name: RegExp) => screen.queryByRole('textbox', { name });

const replace = async (name: RegExp, text: string) => {
  await userEvent.clear(await screen.findByRole('textbox', { name }));
  await fill(name, text);
  await userEvent.tab();
};

async function edit(input: NewAssessmentInput) {
  const fake = new FakeAssessments();
  const { id } = await fake.createAssessment(entityRef, input);
  const { container } = await renderArchitecture('new', fake);
  await choose('Edit');
  await screen.findByRole('list', {
    name: 'Placements of the model by chance',
  });
  return { fake, id, container };
}

describe('Questions about a language model', () => {
  beforeEach(() => localStorage.clear());

  it('ask how it runs only where the application runs it, and keep the answers', async () => {
    const { fake, id, container } = await edit(
      withModel({ inputTokens: 1000 }),
    );
    await press(/^Workload/);
    const requests = /^Inference requests per month/;
    await replace(requests, '0');
    expect(
      await screen.findByText(/^Use a number above 0 .*requests\/month/),
    ).toBeVisible();
    expect(screen.queryByText('No result for these answers')).toBeNull();
    await replace(requests, '20000');
    expect(field(/^Model size/)).toBeNull();
    expect(field(/^Time of one inference/)).toBeNull();

    await press(/^Key questions/);
    const unused = await findButton('Not used');
    expect(unused).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(unused);
    const list = screen.getByRole('list', { name: 'Not used' });
    expect(list).toHaveTextContent('Model size: 140');
    expect(list).toHaveTextContent('Memory of one instance: 160');
    expect(await axe(container)).toHaveNoViolations();
    await press('Remove the answer: Memory of one instance');
    expect(list).not.toHaveTextContent('Memory of one instance');

    await press(/^Language model/);
    await userEvent.click(
      screen.getByLabelText('Only inside our own perimeter'),
    );
    expect(
      (await screen.findAllByText(/and a model server|on serverless GPUs/))[0],
    ).toBeVisible();
    await press(/^Workload/);
    // The server of a model needs the memory, not the application.
    expect(field(/^Model size/)).toBeNull();
    await press(/^Language model/);
    await userEvent.click(screen.getByLabelText('A small model is enough'));
    await userEvent.click(
      within(
        screen.getByRole('radiogroup', { name: /^Works without a network/ }),
      ).getByLabelText('Yes'),
    );
    await press(/^Workload/);
    expect(
      await screen.findByRole('textbox', { name: /^Model size/ }),
    ).toHaveValue('140');
    expect(field(/^Memory of one instance/)).toHaveValue('');
    await press(/^Key questions/);
    expect(screen.queryByRole('button', { name: 'Not used' })).toBeNull();

    await userEvent.click(
      within(
        screen.getByRole('radiogroup', {
          name: 'Does it call a language model?',
        }),
      ).getByRole('radio', { name: 'No' }),
    );
    await press('Not used');
    expect(screen.getByRole('list', { name: 'Not used' })).toHaveTextContent(
      'Where the data may go: Only inside our own perimeter',
    );
    await press('Save draft');
    await findHeading('Modular monolith');
    const saved = await fake.getAssessment(id);
    expect(saved.profile.llm).toBeUndefined();
    expect(saved.profile.workload).toMatchObject({ modelSizeGb: 140 });
    expect(saved.profile.workload?.memoryGb).toBeUndefined();
  });

  it('take a share as a percentage, and name what a number may mean', async () => {
    const { fake, id } = await edit(hosted);
    await press(/^Language model/);
    const share = /^Share of the input that repeats/;
    await replace(share, '60');
    expect(
      await screen.findByText('“60” is ambiguous: write 60% or 0.6.'),
    ).toBeVisible();
    await replace(share, 'most');
    expect(await screen.findByText(/^“most” is not a share/)).toBeVisible();
    await press('Save draft');
    expect(await screen.findByText(/^Correct the answer/)).toBeVisible();
    await replace(/^Input tokens per model call/, '1e15');
    expect(
      await screen.findByText(
        'Use a number above 0 and up to 100,000,000 (tokens).',
      ),
    ).toBeVisible();
    await replace(/^Input tokens per model call/, '4000');
    await replace(share, '60 %');
    expect(field(share)).toHaveValue('0.6');
    expect(screen.queryByText(/“60 ?%”/)).toBeNull();
    await press('Save draft');
    await waitFor(async () =>
      expect((await fake.getAssessment(id)).profile.llm).toMatchObject({
        reusedPrefix: 0.6,
        inputTokens: 4000,
      }),
    );
  });

  it('ask first what decides, and remark on contradictions', async () => {
    const { fake, id } = await edit(
      withModel({ residency: undefined, quality: undefined }),
    );
    const residency = await screen.findByRole('radiogroup', {
      name: 'Where the data may go',
    });
    await userEvent.click(within(residency).getByLabelText('Anywhere'));
    await userEvent.click(screen.getByLabelText('An open model that we tune'));
    expect(
      await screen.findByText(/^You need an own or tuned model, but its class/),
    ).toBeVisible();
    await userEvent.click(screen.getByLabelText('A mid-size model'));
    await press(/^Language model/);
    expect(screen.queryByLabelText('Anywhere')).toBeNull();
    await userEvent.click(
      within(
        screen.getByRole('radiogroup', { name: /^Works without a network/ }),
      ).getByLabelText('Yes'),
    );
    await press('Decision');
    await userEvent.click(await screen.findByLabelText(/^Hosted API/));
    expect(
      await screen.findByText(/^It must work without a network, but/),
    ).toBeVisible();
    await fill(/Rationale/, 'A kiosk with a good line.');
    await press('Save draft');
    await waitFor(async () =>
      expect(await fake.getAssessment(id)).toMatchObject({
        profile: { llm: { offline: true, ownModel: 'tuned' } },
        decision: { placement: 'hosted-api' },
      }),
    );
    expect(
      (await screen.findAllByText(/^It must work without a network, but/))[0],
    ).toBeVisible();
  });

  it('lead to what to relax where no placement is eligible', async () => {
    await edit(nowhere);
    const live = within(screen.getByRole('region', { name: 'Result so far' }));
    expect(
      live.getByText('Every placement of the language model is ruled out'),
    ).toBeVisible();
    const relax = live.getByRole('list', {
      name: 'To make one eligible, relax:',
    });
    expect(relax).toHaveTextContent(/^Input tokens per model call$/);
    expect(live.getAllByText(/^Own GPUs: input and output/)).toHaveLength(1);
    await userEvent.click(within(relax).getByRole('button'));
    expect(field(/^Input tokens per model call/)).toHaveFocus();
    await press('Decision');
    expect(
      await screen.findByText(/^No placement is eligible\. Change an answer/),
    ).toBeVisible();
    await press('Save and submit');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /^Every placement of the language model/,
    );
  });

  it('are reviewed without an eligible placement, too', async () => {
    const fake = new FakeAssessments();
    await submitted(fake, {
      ...nowhere,
      decision: {
        pattern: 'monolith',
        placement: 'hosted-api',
        rationale: 'The provider raises the limit.',
      },
    });
    fake.actor = reviewer;
    await renderArchitecture('new', fake);
    await press('What if');
    const panel = within(
      await screen.findByRole('dialog', { name: 'What if' }),
    );
    expect(
      panel.getByRole('row', { name: /^Where the model runs/ }),
    ).toHaveTextContent('No placement is eligible');
    expect(
      panel.getByRole('list', { name: 'To make one eligible, relax:' }),
    ).toBeVisible();
    await userEvent.click(panel.getByRole('button', { name: 'Close' }));
    await press('Review');
    expect(
      within(
        await screen.findByRole('dialog', { name: 'Review the assessment' }),
      ).getByRole('list', { name: 'To make one eligible, relax:' }),
    ).toHaveTextContent('Input tokens per model call: ');
  });
});
