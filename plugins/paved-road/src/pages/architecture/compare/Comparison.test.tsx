import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createModel,
  defaultModel,
} from '@paved-road/plugin-paved-road-common/advisor';
import { axe } from 'jest-axe';
import { FakeAssessments } from '../../../testing/FakeAssessments';
import {
  approved,
  atScale,
  firstVersion,
  submitted,
} from '../../../__testUtils__/assessments';
import {
  findHeading,
  choose,
  press,
  statusOf,
} from '../../../__testUtils__/page';
import {
  entityNamed,
  frontendSystems,
  renderArchitecture,
} from '../../../__testUtils__/renderArchitecture';

describe.each(frontendSystems)('Comparisons, %s frontend', system => {
  const render = (
    fake: FakeAssessments,
    options?: Parameters<typeof renderArchitecture>[2],
  ) => renderArchitecture(system, fake, options);

  beforeEach(() => localStorage.clear());

  it('sets two versions that are picked in the history side by side', async () => {
    const fake = new FakeAssessments();
    await approved(fake, firstVersion);
    await approved(fake, atScale);
    await render(fake, { query: '?view=history' });
    await findHeading('Assessments of this entity');
    const compare = await screen.findByRole('button', {
      name: 'Compare the two',
    });
    expect(compare).toBeDisabled();
    for (const box of screen.getAllByRole('checkbox')) {
      await userEvent.click(box);
    }
    await userEvent.click(compare);

    const table = within(
      await screen.findByRole('table', { name: 'Compare assessments' }),
    );
    expect(
      table.getByRole('row', { name: /^Recommendation/ }),
    ).toHaveTextContent(/differs.*Modular monolith.*Microservices/);
    expect(
      table.getByRole('row', { name: /DevOps and MLOps maturity/ }),
    ).toHaveTextContent(/2: Some pipelines.*5: All of it is a habit/);
    expect(
      table.getByRole('row', { name: /Inference requests per month/ }),
    ).toHaveTextContent(/not answered.*200,000,000 requests/);
    expect(
      table.getByRole('row', { name: /^Chatty services/ }),
    ).toHaveTextContent(/–.*applies/);
    for (const limit of ['model 12 GB', 'memory 16 GB']) {
      expect(
        table.getByRole('row', {
          name: RegExp(`^Serverless functions: AWS Lambda: ${limit}, limit `),
        }),
      ).toHaveTextContent(/–.*applies/);
    }
    expect(table.queryByRole('row', { name: /^Stage/ })).toBeNull();
    await press(/^Show \d+ more rows$/);
    expect(table.getByRole('row', { name: /^Stage/ })).toHaveTextContent(
      /differs.*MVP.*Scale-up/,
    );
    expect(
      table.getByRole('row', { name: /^On the platform: Serverless/ }),
    ).toHaveTextContent(/differs.*possible.*not eligible/);
    expect(
      table.getByRole('row', { name: /^USD\/month: Microservices/ }),
    ).toHaveTextContent(/not known.*\$/);
    const heading = await findHeading('Compare assessments');
    expect(
      await axe(heading.closest<HTMLElement>('article')!),
    ).toHaveNoViolations();

    await press('Back to the result');
    const status = await statusOf('Microservices');
    expect(status).toBeVisible();
    expect(document.activeElement).not.toBe(document.body);
    expect(document.activeElement).toContainElement(status);
  });

  it('compares with the assessment that counts for another entity', async () => {
    const fake = new FakeAssessments();
    await approved(fake, firstVersion);
    await submitted(fake, atScale, 'component:default/spam-filter');
    await render(fake, {
      others: [entityNamed('spam-filter'), entityNamed('spam-archive')],
    });
    await choose('Compare with another assessment');
    expect(
      await screen.findByText('This entity has no other assessment.'),
    ).toBeVisible();
    const search = screen.getByRole('combobox', {
      name: /assessment of another entity/,
    });
    await userEvent.type(search, 'spam-a');
    await userEvent.click(
      await screen.findByRole('option', { name: /spam-archive/ }),
    );
    expect(
      await screen.findByText(/spam-archive has no assessment yet/),
    ).toBeVisible();
    await userEvent.clear(search);
    await userEvent.type(search, 'spam-f');
    await userEvent.click(
      await screen.findByRole('option', { name: /spam-filter/ }),
    );
    const table = within(
      await screen.findByRole('table', { name: 'Compare assessments' }),
    );
    expect(
      table.getAllByRole('columnheader').map(({ textContent }) => textContent),
    ).toEqual([
      'What',
      expect.stringMatching(/^fraud-scorer, .*Approved/),
      expect.stringMatching(/^spam-filter, .*Submitted/),
    ]);
  });

  it('shows what another model says to the same answers, and keeps it as a draft', async () => {
    const fake = new FakeAssessments();
    const { id } = await approved(fake, atScale);
    const old = await fake.getAssessment(id);
    fake.present(id, { stale: ['model-version'] });
    fake.model = {
      ...defaultModel,
      version: '9.9.9',
      criteria: defaultModel.criteria.map(criterion =>
        criterion.id === 'team-autonomy'
          ? { ...criterion, demand: { ...criterion.demand, weight: 0.1 } }
          : criterion,
      ),
    };
    await render(fake);
    await press('Recompute');
    const table = within(
      await screen.findByRole('table', { name: 'Compare assessments' }),
    );
    expect(
      table.getByRole('columnheader', { name: /Today, model 9\.9\.9/ }),
    ).toBeInTheDocument();
    expect(table.getByRole('row', { name: /^Model/ })).toHaveTextContent(
      new RegExp(`${old.advice.modelVersion}.*9\\.9\\.9`),
    );
    expect(
      table.getAllByRole('rowheader', { name: /^Team autonomy: weight/ }),
    ).not.toHaveLength(0);

    await press('Save as new draft');
    await waitFor(async () =>
      expect(await statusOf('Microservices')).toHaveTextContent('Draft'),
    );
    expect(await fake.getAssessment(id)).toMatchObject({
      status: 'approved',
      advice: { modelVersion: old.advice.modelVersion },
    });
  });

  it('names weights, assumptions, the platform and a language model as causes', async () => {
    const fake = new FakeAssessments();
    const { id } = await approved(fake, {
      ...atScale,
      weights: { 'idle-cost': 2 },
    });
    await approved(fake, {
      profile: {
        ...atScale.profile,
        llm: { use: 'chat', residency: 'own-perimeter' },
      },
      weights: { 'team-autonomy': 3 },
      assumptions: { purchaseDiscount: 0.25 },
      platform: 'google-cloud-run',
      decision: { pattern: 'microservices', placement: 'own-gpu' },
    });
    await render(fake, { query: `?view=compare&with=${id}` });
    const table = within(
      await screen.findByRole('table', { name: 'Compare assessments' }),
    );
    await press(/^Show \d+ more rows$/);
    const row = (name: RegExp) => table.getByRole('row', { name });
    expect(row(/^Language model/)).toHaveTextContent(/not used.*used/);
    expect(row(/^What the language model does/)).toHaveTextContent(
      /not answered.*Chat/,
    );
    expect(row(/^Weight of Idle cost/)).toHaveTextContent(/2.*model default/);
    expect(row(/^Weight of Team autonomy/)).toHaveTextContent(
      /model default.*3/,
    );
    expect(row(/^Discount of a savings plan/)).toHaveTextContent(
      /0 share.*0.25 share/,
    );
    expect(row(/^Platform/)).toHaveTextContent(/AWS Lambda.*Cloud Run/);
    expect(row(/^Where the model runs, decided/)).toHaveTextContent(
      /none.*GPU/,
    );
    expect(row(/^On the platform: Hosted API/)).toHaveTextContent(
      /not known.*not eligible/,
    );
    expect(row(/^Hosted API: /)).toHaveTextContent(/–.*applies/);
  });

  it('keeps a risk of the organisation when another pattern is chosen', async () => {
    const fake = new FakeAssessments();
    fake.model = createModel({
      risks: [
        {
          id: 'large-team',
          title: 'A large team',
          severity: 'high',
          when: { path: 'team.teamSize', above: 10 },
          mitigations: [],
        },
      ],
    });
    const { id } = await approved(fake, {
      ...atScale,
      decision: { pattern: 'monolith', rationale: 'One team stays' },
    });
    await approved(fake, { ...atScale, decision: 'microservices' });
    await render(fake, { query: `?view=compare&with=${id}` });
    const table = within(
      await screen.findByRole('table', { name: 'Compare assessments' }),
    );
    expect(table.getByRole('row', { name: /^Decision/ })).toHaveTextContent(
      /Modular monolith.*Microservices/,
    );
    expect(table.queryByRole('row', { name: /^A large team/ })).toBeNull();
  });

  it('says that there is nothing to compare with', async () => {
    const fake = new FakeAssessments();
    const { id } = await approved(fake);
    await render(fake, { query: `?view=compare&with=${id}` });
    expect(await screen.findByText('The results are the same.')).toBeVisible();
    expect(screen.getByText(/model are the same/)).toBeVisible();
    await press('Compare with another one');
    await screen.findByText('This entity has no other assessment.');
  });

  it('says when the other one cannot be loaded', async () => {
    const fake = new FakeAssessments();
    await approved(fake);
    await render(fake, { query: '?view=compare&with=nothing' });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no assessment with the id nothing',
    );
  });
});
