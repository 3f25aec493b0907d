import { Entity } from '@backstage/catalog-model';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { press } from '../../__testUtils__/page';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../../__testUtils__/renderPavedRoadPage';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { withVerdict } from '../../testing/withVerdict';
import { responseError } from '../../testing/responseError';
import { decodeRequest, encodeRequest } from './adviceLink';

const profile = {
  team: { devopsMaturity: 2, teamSize: 5, parallelTeams: 1 },
  product: { driver: 'time-to-market', roadmap: 'pivot-likely' },
  workload: { traffic: 'steady', invocation: 'in-app' },
} as const;

const firstVersion = encodeRequest({ profile });

const entityNamed = (name: string, kind = 'Component'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: { owner: 'fraud' },
});

const template: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name: 'ai-monolith',
    namespace: 'default',
    title: 'AI service, modular monolith',
    annotations: { 'paved-road.io/pattern': 'monolith' },
  },
  spec: {
    type: 'service',
    parameters: {
      properties: {
        profile: { type: 'object', 'ui:field': 'PavedRoadAdvisor' },
      },
    },
  },
};

const liveResult = async () =>
  await screen.findByRole('region', { name: 'Result so far' });

describe.each(frontendSystems)('Advisor, %s frontend', system => {
  const render = (
    query: string,
    options: { fake?: FakeAssessments; entities?: Entity[] } = {},
  ) =>
    renderPavedRoadPage(
      system,
      options.fake ?? new FakeAssessments(),
      `/paved-road/advisor${query}`,
      { entities: options.entities },
    );

  it('gives the full result without an entity, and a link that brings it back', async () => {
    const { address } = await render('');
    expect(await liveResult()).toHaveTextContent(/Answer a question/);
    await press(/^Team/);
    await userEvent.click(screen.getByLabelText('2: Some pipelines'));
    await press('Next');
    await userEvent.click(screen.getByLabelText('A pivot is likely'));
    await press(/^Key questions/);
    await userEvent.click(screen.getByLabelText('Time to market'));
    await userEvent.click(screen.getByLabelText('Steady'));
    await userEvent.click(screen.getByLabelText('From inside the application'));

    expect(
      await screen.findByText(/^Modular monolith compared with/),
    ).toBeVisible();
    for (const [tab, name] of [
      ['Compare', 'Comparison'],
      ['Cost and latency', 'Cost and latency'],
      ['Risks', 'Risks'],
      ['Roadmap', 'Roadmap'],
    ]) {
      await userEvent.click(screen.getByRole('tab', { name: tab }));
      expect(screen.getByRole('region', { name })).toBeVisible();
    }
    await waitFor(() =>
      expect(address()).toContain(
        encodeRequest({
          profile: {
            team: { devopsMaturity: 2 },
            product: { driver: 'time-to-market', roadmap: 'pivot-likely' },
            workload: { traffic: 'steady', invocation: 'in-app' },
          },
        }),
      ),
    );
    const link = new URL(address(), 'http://portal').search;
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(screen.getByRole('button', { name: 'Copy link' }));
    expect(await screen.findByText('Copied')).toBeVisible();
    expect(new URL(write.mock.lastCall![0]).search).toBe(link);
    write.mockRejectedValue(new Error('Not in this browser'));
    await user.click(screen.getByRole('button', { name: 'Copy link' }));
    expect(
      await screen.findByRole('textbox', { name: 'Link to copy' }),
    ).toHaveDisplayValue(new RegExp(encodeURIComponent(link.slice(3))));
    cleanup();

    await render(link);
    await press(/^Team/);
    expect(await screen.findByLabelText('2: Some pipelines')).toBeChecked();
    await press('Start over');
    await press(/^Team/);
    expect(screen.getByLabelText('2: Some pipelines')).not.toBeChecked();
  });

  it('announces no pattern without enough answers, and leads to those that decide', async () => {
    await render('', { entities: [template] });
    await liveResult();
    await userEvent.click(await screen.findByLabelText('Time to market'));
    const live = within(await liveResult());
    expect(
      await within(live.getByRole('status')).findByText('Not enough answers'),
    ).toBeVisible();
    expect(
      screen.getByText(/^Answer the deciding questions first/),
    ).toBeVisible();
    expect(screen.queryByRole('link', { name: /^Continue in/ })).toBeNull();
    expect(live.getByText(/^Answer \d+ more questions?$/)).toBeVisible();
  });

  it('leads to the templates of both patterns of a close call', async () => {
    const fake = new FakeAssessments();
    const { getAdvice } = fake;
    jest.spyOn(fake, 'getAdvice').mockImplementation(async request =>
      withVerdict(await getAdvice.call(fake, request), 'close', {
        recommendation: { runnerUp: 'serverless' },
      }),
    );
    await render(`?a=${firstVersion}`, { fake, entities: [template] });
    expect(
      await screen.findByText(
        'Close: Modular monolith or Serverless functions',
      ),
    ).toBeVisible();
    expect(
      await screen.findByRole('link', { name: /^Continue in .*monolith/ }),
    ).toBeVisible();
    expect(
      await screen.findByText(/no template for Serverless functions/),
    ).toBeVisible();
  });

  it('asks first what decides, with a language model, too', async () => {
    await render(
      `?a=${encodeRequest({ profile: { team: { devopsMaturity: 3 } } })}`,
    );
    const answer = async (name: RegExp, choice: string) =>
      await userEvent.click(
        within(await screen.findByRole('radiogroup', { name })).getByLabelText(
          choice,
        ),
      );
    await answer(/^How the model is called/, 'From inside the application');
    await answer(/^Primary business driver/, 'Time to market');
    await press(/^Product/);
    expect(
      screen.queryByRole('radiogroup', { name: /^Primary business driver/ }),
    ).toBeNull();
  });

  it('lists each limit once where no placement is eligible, and leads to what to relax', async () => {
    const { content } = await render(
      `?a=${encodeRequest({
        profile: {
          ...profile,
          workload: { ...profile.workload, requestsPerMonth: 20_000 },
          llm: {
            use: 'chat',
            inputTokens: 5e6,
            outputTokens: 300,
            quality: 'frontier',
            residency: 'own-perimeter',
            callsPerTask: 1,
          },
        },
      })}`,
    );
    const why = within(
      await screen.findByRole('region', {
        name: 'Why no placement is eligible',
      }),
    );
    const limits = [
      ...new Set(
        why.getAllByText(/Lifted by/).map(({ textContent }) => textContent!),
      ),
    ];
    expect(limits.length).toBeGreaterThan(3);
    for (const limit of limits) {
      expect(document.body.textContent!.split(limit)).toHaveLength(2);
    }
    const live = within(await liveResult());
    const relax = live.getByRole('list', {
      name: 'To make one eligible, relax:',
    });
    await userEvent.click(
      within(relax).getByRole('button', {
        name: 'Change the answer: Input tokens per model call',
      }),
    );
    expect(
      await screen.findByRole('textbox', {
        name: /^Input tokens per model call/,
      }),
    ).toHaveFocus();
    expect(await axe(content())).toHaveNoViolations();
  });

  it('shows only the error while the service fails, and tries again', async () => {
    const fake = new FakeAssessments();
    const advice = jest
      .spyOn(fake, 'getAdvice')
      .mockRejectedValue(new Error('The service restarts'));
    await render(`?a=${firstVersion}`, { fake });
    const live = await liveResult();
    expect(await within(live).findByRole('alert')).toHaveTextContent(
      'The service restarts',
    );
    expect(live).not.toHaveTextContent(/Answer a question/);
    advice.mockRestore();
    await userEvent.click(
      within(live).getByRole('button', { name: 'Try again' }),
    );
    expect(
      await screen.findByText(/^Modular monolith compared with/),
    ).toBeVisible();
    expect(within(live).queryByRole('alert')).toBeNull();
  });

  it('leaves nothing in the link when somebody starts over', async () => {
    const { address } = await render('');
    await liveResult();
    await userEvent.click(await screen.findByLabelText('Time to market'));
    await waitFor(() => expect(address()).toContain('a=1.'));
    await press('Start over');
    await waitFor(() => expect(address()).not.toContain('a='));
  });

  it('takes other weights, says that the result rests on them, and takes them back', async () => {
    const { address } = await render(`?a=${firstVersion}`);
    await userEvent.click(await screen.findByRole('tab', { name: 'Compare' }));
    await press('Weights');
    const weight = screen.getByRole('textbox', {
      name: 'Weight of Development speed',
    });
    await userEvent.clear(weight);
    await userEvent.type(weight, '0{Tab}');
    const said = () => screen.queryByText(/Custom weights or assumptions/);
    await userEvent.keyboard('{Escape}');
    expect(said()).toBeVisible();
    await waitFor(() =>
      expect(
        decodeRequest(
          new URL(address(), 'http://portal').searchParams.get('a')!,
        ),
      ).toMatchObject({
        request: { weights: { 'development-speed': 0 } },
      }),
    );
    const { search } = new URL(address(), 'http://portal');
    cleanup();

    const opened = await render(search);
    await screen.findByText(/Custom weights or assumptions/);
    await press("Reset to the portal's model");
    expect(said()).toBeNull();
    await waitFor(() => expect(opened.address()).toContain(firstVersion));
  });

  it('says when a link cannot be read, and starts with an empty form', async () => {
    await render(`?a=${firstVersion.slice(0, 20)}`);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /cannot be read.*Ask for a new link/,
    );
    expect(await liveResult()).toHaveTextContent(/Answer a question/);
    cleanup();

    await render('?a=0.e30');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /another version of the portal/,
    );
  });

  it('attaches the answers to an entity that the catalog finds', async () => {
    const fake = new FakeAssessments();
    const { address } = await render(`?a=${firstVersion}`, {
      fake,
      entities: [
        entityNamed('fraud-scorer'),
        entityNamed('fraud', 'Group'),
        entityNamed('invoice-ocr'),
      ],
    });
    await press('Attach to a service');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('combobox', { name: 'Component or System' }),
      'fraud-s',
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /fraud-scorer/ }),
    );
    expect(screen.queryByRole('option')).toBeNull();

    jest
      .spyOn(fake, 'createAssessment')
      .mockRejectedValueOnce(await responseError(403, 'NotAllowedError', 'no'));
    await userEvent.click(dialog.getByRole('button', { name: /Create/ }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'Ask the owner or the platform team for access.',
    );
    await userEvent.click(dialog.getByRole('button', { name: /Create/ }));
    await waitFor(() =>
      expect(address()).toBe(
        '/catalog/default/component/fraud-scorer/architecture?assessment=assessment-1',
      ),
    );
    expect(await fake.getAssessment('assessment-1')).toMatchObject({
      entityRef: 'component:default/fraud-scorer',
      status: 'draft',
      profile: { team: { teamSize: 5 } },
    });
  });

  it('leads on to the template for the pattern, with the answers filled in', async () => {
    await render(`?a=${firstVersion}`, { entities: [template] });
    const link = await screen.findByRole('link', {
      name: 'Continue in “AI service, modular monolith”',
    });
    const url = new URL(link.getAttribute('href')!, 'http://portal');
    expect(url.pathname).toBe('/create/templates/default/ai-monolith');
    expect(JSON.parse(url.searchParams.get('formData')!)).toEqual({
      profile: {
        team: { devopsMaturity: 2, teamSize: 5, parallelTeams: 1 },
        product: { driver: 'time-to-market', roadmap: 'pivot-likely' },
        workload: { traffic: 'steady', invocation: 'in-app' },
      },
    });
    cleanup();

    await render(`?a=${firstVersion}`);
    expect(
      await screen.findByText(
        /no template for Modular monolith.*paved-road.io\/pattern: monolith/,
      ),
    ).toBeVisible();
  });

  it('is free of accessibility violations', async () => {
    const { content } = await render(`?a=${firstVersion}`, {
      entities: [template],
    });
    await screen.findByText(/ compared with /);
    expect(await axe(content())).toHaveNoViolations();
  });
});
