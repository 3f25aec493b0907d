import { defaultModel } from '@paved-road/plugin-paved-road-common/advisor';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  atScale,
  fewAnswers,
  firstVersion,
} from '../../__testUtils__/assessments';
import { fill, press } from '../../__testUtils__/page';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { withVerdict } from '../../testing/withVerdict';
import {
  frontendSystems,
  renderTemplateForm,
} from './__testUtils__/renderTemplateForm';

const result = async () =>
  within(await screen.findByRole('region', { name: 'Result so far' }));

const name = { name: /^Name/ };

describe.each(frontendSystems)('Advisor in a form, %s frontend', system => {
  const render = (
    fake: FakeAssessments,
    options?: Parameters<typeof renderTemplateForm>[2],
  ) => renderTemplateForm(system, fake, options);

  it('leads from an empty form over advice to a review in words', async () => {
    const { scaffolderApi } = await render(new FakeAssessments());
    expect((await result()).getByText(/the advice is skipped/)).toBeVisible();
    await press(/^Team/);
    await userEvent.click(screen.getByLabelText('2: Some pipelines'));
    await userEvent.type(
      screen.getByRole('textbox', {
        name: 'Teams that work in parallel (teams)',
      }),
      '1{Tab}',
    );
    await userEvent.click(screen.getByLabelText('Time to market'));
    await press(/^Product/);
    await userEvent.click(screen.getByLabelText('A pivot is likely'));
    await userEvent.click(screen.getByLabelText('Steady'));
    await userEvent.click(screen.getByLabelText('From inside the application'));
    const live = await result();
    expect(await live.findByText('This template fits')).toBeVisible();
    expect(
      live.getByText('Recommended so far: Modular monolith.'),
    ).toBeVisible();

    await press('Next');
    await userEvent.type(await screen.findByRole('textbox', name), 'router');
    await press('Review');
    for (const [title, label] of [
      ['DevOps and MLOps maturity', '2: Some pipelines'],
      ['Teams that work in parallel (teams)', '1'],
      ['Primary business driver', 'Time to market'],
      ['Name', 'router'],
    ]) {
      const row = (await screen.findByText(title)).closest('tr');
      expect(row).toHaveTextContent(label);
    }
    await press('Create');
    await waitFor(() =>
      expect(scaffolderApi.scaffold).toHaveBeenCalledWith(
        expect.objectContaining({
          templateRef: 'template:default/ai-monolith',
          values: {
            name: 'router',
            profile: {
              team: { devopsMaturity: 2, parallelTeams: 1 },
              product: { driver: 'time-to-market', roadmap: 'pivot-likely' },
              workload: { traffic: 'steady', invocation: 'in-app' },
            },
          },
        }),
      ),
    );
  });

  it('leads to the template that fits better, with all answers, or asks why not', async () => {
    await render(new FakeAssessments(), {
      pattern: 'serverless',
      formData: {
        profile: firstVersion.profile,
        name: 'router',
        concurrency: 'reserved',
        rationale: '',
      },
    });
    const link = await screen.findByRole('link', {
      name: 'Continue in “The monolith” with all answers',
    });
    const url = new URL(link.getAttribute('href')!, 'http://portal');
    expect(url.pathname).toBe('/create/templates/default/ai-monolith');
    expect(JSON.parse(url.searchParams.get('formData')!)).toEqual({
      profile: firstVersion.profile,
      name: 'router',
    });

    await press('Next');
    expect(
      await screen.findAllByText(
        /Explain in “Rationale” why you chose Serverless/,
      ),
    ).not.toHaveLength(0);
    await fill(/Rationale/, 'The platform is there.');
    await press('Next');
    expect(await screen.findByRole('textbox', name)).toHaveValue('router');
  });

  it('declares no template the fitting one without enough answers, and says what to answer', async () => {
    await render(new FakeAssessments(), {
      formData: { profile: fewAnswers.profile, name: 'router' },
    });
    const live = await result();
    expect(
      await live.findByText(
        'Not enough answers to judge whether this template fits',
      ),
    ).toBeVisible();
    expect(live.getByText(/^Answer \d+ more questions?$/)).toBeVisible();
    expect(live.queryByText('This template fits')).toBeNull();
    await press('Next');
    expect(await screen.findByRole('textbox', name)).toBeVisible();
  });

  it('says both patterns of a close call', async () => {
    const fake = new FakeAssessments();
    const { getAdvice } = fake;
    jest.spyOn(fake, 'getAdvice').mockImplementation(async request =>
      withVerdict(await getAdvice.call(fake, request), 'close', {
        recommendation: { runnerUp: 'microservices' },
      }),
    );
    await render(fake, {
      pattern: 'serverless',
      formData: { profile: firstVersion.profile },
    });
    expect(
      await screen.findByText(
        'Better for these answers: Modular monolith or Microservices',
      ),
    ).toBeVisible();
  });

  it('names the question with a wrong number, and goes on once it is right', async () => {
    await render(new FakeAssessments());
    await press(/^Team/);
    const size = await screen.findByRole('textbox', {
      name: 'People on the application (people)',
    });
    await userEvent.type(size, 'five{Tab}');
    await press('Next');
    expect(
      await screen.findAllByText(
        /“People on the application”: “five” is not a number\. .* Use a whole number from 1/,
      ),
    ).not.toHaveLength(0);
    await userEvent.clear(size);
    await userEvent.type(size, '5{Tab}');
    await press('Next');
    expect(await screen.findByRole('textbox', name)).toBeVisible();
  });

  it('can be filled in while the service does not answer', async () => {
    const fake = new FakeAssessments();
    const refuse = async () => {
      throw new Error('The service is away');
    };
    jest.spyOn(fake, 'getModel').mockImplementation(refuse);
    jest.spyOn(fake, 'getAdvice').mockImplementation(refuse);
    await render(fake, { pattern: 'serverless' });
    expect(
      await screen.findByText('The advice is not available right now'),
    ).toBeVisible();
    expect(screen.getByText(/You can continue without it/)).toBeVisible();
    await press(/^Team/);
    await userEvent.click(screen.getByLabelText('2: Some pipelines'));
    expect(
      await screen.findByText('No result for these answers'),
    ).toBeVisible();
    await press('Next');
    expect(await screen.findByRole('textbox', name)).toBeVisible();
  });

  it('names a wrong answer that is not used, because the run receives it', async () => {
    await render(new FakeAssessments(), {
      formData: {
        name: 'router',
        profile: {
          ...firstVersion.profile,
          workload: { ...firstVersion.profile!.workload, memoryGb: -5 },
          llm: { use: 'chat', quality: 'frontier' },
        },
      },
    });
    await result();
    await press('Next');
    expect(
      await screen.findAllByText(/“Memory of one instance”: /),
    ).not.toHaveLength(0);
    expect(screen.queryByRole('textbox', name)).toBeNull();
  });

  it('asks what the organisation wants to know, and reviews it', async () => {
    const fake = new FakeAssessments();
    fake.model = {
      ...defaultModel,
      questions: [
        ...defaultModel.questions,
        {
          path: 'custom.region',
          step: 'team',
          title: 'Where the data has to stay',
          help: 'As the data protection officer says.',
          answer: {
            kind: 'choice',
            options: [{ value: 'eu', label: 'In the European Union' }],
          },
        },
      ],
    };
    await render(fake, { formData: { name: 'router' } });
    await press(/^Team/);
    await userEvent.click(
      await screen.findByLabelText('In the European Union'),
    );
    await press('Next');
    await screen.findByRole('textbox', name);
    await press('Review');
    const row = (await screen.findByText('Where the data has to stay')).closest(
      'tr',
    );
    expect(row).toHaveTextContent('In the European Union');
  });

  it('asks about a language model as the form does, with a yes as a yes', async () => {
    const { scaffolderApi } = await render(new FakeAssessments(), {
      formData: {
        name: 'router',
        profile: {
          ...firstVersion.profile,
          workload: { ...firstVersion.profile!.workload, modelSizeGb: 140 },
          llm: { use: 'chat', quality: 'frontier', residency: 'none' },
        },
      },
    });
    await result();
    await press('Not used');
    expect(screen.getByRole('list', { name: 'Not used' })).toHaveTextContent(
      'Model size: 140',
    );
    const isCalled = within(
      screen.getByRole('radiogroup', {
        name: 'Does it call a language model?',
      }),
    );
    await userEvent.click(isCalled.getByRole('radio', { name: 'No' }));
    expect(screen.getByRole('list', { name: 'Not used' })).toHaveTextContent(
      'Quality needed: Only the best',
    );
    await userEvent.click(isCalled.getByRole('radio', { name: 'Yes' }));
    await press(/^Language model/);
    expect(screen.getByLabelText('Only the best')).toBeChecked();
    await userEvent.click(
      within(
        screen.getByRole('radiogroup', { name: /^Works without a network/ }),
      ).getByLabelText('No'),
    );
    await press('Next');
    await screen.findByRole('textbox', name);
    await press('Review');
    const row = (await screen.findByText('Works without a network')).closest(
      'tr',
    );
    expect(row).toHaveTextContent('No');
    await press('Create');
    await waitFor(() =>
      expect(scaffolderApi.scaffold).toHaveBeenCalledWith(
        expect.objectContaining({
          values: expect.objectContaining({
            profile: expect.objectContaining({
              workload: expect.objectContaining({ modelSizeGb: 140 }),
              llm: {
                use: 'chat',
                quality: 'frontier',
                residency: 'none',
                offline: false,
              },
            }),
          }),
        }),
      ),
    );
  });

  it('is free of accessibility violations', async () => {
    const { container } = await render(new FakeAssessments(), {
      formData: { profile: atScale.profile },
    });
    await screen.findByText('Better for these answers: Microservices');
    expect(await axe(container.querySelector('form')!)).toHaveNoViolations();
  });
});
