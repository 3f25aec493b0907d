import { Advice } from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { formatUsd } from '../../ui/formats';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { approved, atScale } from '../../__testUtils__/assessments';
import {
  findButton,
  openSection,
  press,
  statusOf,
} from '../../__testUtils__/page';
import {
  entityRef,
  renderArchitecture,
} from '../../__testUtils__/renderArchitecture';

const findPanel = async () =>
  within(await screen.findByRole('dialog', { name: 'What if' }));

const save = () => screen.getByRole('button', { name: 'Save as new draft' });

const rowOf = (name: string) =>
  within(screen.getByRole('table')).getByRole('row', {
    name: new RegExp(`^${name}`),
  });

const replace = async (field: HTMLElement, text: string) => {
  await userEvent.clear(field);
  await userEvent.type(field, text);
};

/** As the page shows it, for an always-on core. */
function monthlyCost({ perPattern: { microservices } }: Advice['cost']) {
  return microservices.status === 'estimated'
    ? formatUsd(microservices.monthly.mid)
    : '–';
}

async function openOn(fake: FakeAssessments, section?: string) {
  const assessment = await approved(fake, atScale);
  await renderArchitecture('new', fake);
  await statusOf('Microservices');
  if (section) {
    await openSection(section);
  }
  await press(
    { Compare: 'Weights', 'Cost and latency': 'Assumptions' }[section ?? ''] ??
      'What if',
  );
  return assessment;
}

describe('What if', () => {
  beforeEach(() => localStorage.clear());

  it('sets what would be beside what is, as a number is typed, and stores nothing', async () => {
    const fake = new FakeAssessments();
    const { advice } = await openOn(fake);
    const panel = await findPanel();
    expect(save()).toBeDisabled();

    await replace(
      panel.getByRole('textbox', { name: /^Inference requests per month/ }),
      '3000',
    );
    const { cost: changedCost } = await fake.getAdvice({
      profile: {
        ...atScale.profile,
        workload: { ...atScale.profile.workload, requestsPerMonth: 3000 },
      },
    });
    const before = monthlyCost(advice.cost);
    const after = monthlyCost(changedCost);
    expect(after).not.toBe(before);
    await waitFor(() =>
      expect(rowOf('Cost/month')).toHaveTextContent(`${before}${after}`),
    );
    expect((await fake.getEntityAssessments(entityRef)).items).toMatchObject([
      { advice: { cost: advice.cost } },
    ]);

    await userEvent.click(panel.getByRole('button', { name: 'Reset all' }));
    await waitFor(() =>
      expect(rowOf('Cost/month')).toHaveTextContent(`${before}${before}`),
    );

    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog', { name: 'What if' })).toBeNull(),
    );
    expect(await findButton('What if')).toHaveFocus();
  });

  it('moves a number by its slider, and a choice by its list', async () => {
    await openOn(new FakeAssessments());
    const panel = await findPanel();
    const slider = panel.getByRole('slider', {
      name: /^Inference requests per month/,
    });
    expect(slider).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/^200,000,000 \S/),
    );
    slider.focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(
      panel.getByRole('textbox', { name: /^Inference requests per month/ }),
    ).not.toHaveValue('200,000,000');
    await waitFor(() => expect(save()).toBeEnabled());
    await userEvent.click(
      panel.getByRole('button', { name: /Traffic pattern/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /^Rare|^Sporadic|^Spiky/ }),
    );
    expect(
      panel.getByRole('button', { name: /Traffic pattern/ }),
    ).not.toHaveTextContent('Steady');
  });

  it('changes weights and keeps them as a draft of its own', async () => {
    const fake = new FakeAssessments();
    const { id } = await openOn(fake, 'Compare');
    const panel = await findPanel();
    await replace(
      panel.getByRole('textbox', { name: 'Weight of Team autonomy' }),
      '7',
    );
    expect(panel.getByText('Use a number from 0 to 5.')).toBeVisible();
    expect(save()).toBeDisabled();
    await replace(
      panel.getByRole('textbox', { name: 'Weight of Team autonomy' }),
      '0',
    );
    expect(panel.getByRole('slider', { name: /Team autonomy/ })).toHaveValue(
      '0',
    );
    await press('Save as new draft');
    expect(await statusOf('Microservices')).toHaveTextContent('Draft');
    const [draft, stored] = (await fake.getEntityAssessments(entityRef)).items;
    expect(draft).toMatchObject({
      status: 'draft',
      profile: atScale.profile,
      weights: { 'team-autonomy': 0 },
    });
    expect(stored).toMatchObject({ id, status: 'approved' });
    expect(stored.weights).toBeUndefined();
  });

  it('changes assumptions, and shows beside them what the service says against one', async () => {
    const fake = new FakeAssessments();
    await openOn(fake, 'Cost and latency');
    const panel = await findPanel();
    await userEvent.type(
      panel.getByRole('searchbox', { name: 'Search assumptions' }),
      'uncertainty of estimates',
    );
    const spread = await panel.findByRole('textbox', {
      name: /^Uncertainty of estimates/,
    });
    expect(panel.getAllByRole('textbox')).toHaveLength(1);
    await replace(spread, '1');
    expect(
      await panel.findByText('1 is too large, use less than 1'),
    ).toBeVisible();
    expect(await findButton('Save as new draft')).toBeDisabled();
    await userEvent.click(
      panel.getByRole('button', { name: /^Reset Uncertainty/ }),
    );
    await waitFor(() => expect(save()).toBeDisabled());

    await userEvent.click(panel.getByRole('tab', { name: 'Workload' }));
    await userEvent.click(panel.getByRole('radio', { name: /^Spot, 60% off/ }));
    await waitFor(() => expect(save()).toBeEnabled());
    await userEvent.click(panel.getByRole('radio', { name: 'On demand' }));
    await waitFor(() => expect(save()).toBeDisabled());
  });

  it('refuses a price below zero, and shows that zero is free', async () => {
    await openOn(new FakeAssessments(), 'Cost and latency');
    const panel = await findPanel();
    const [price] = await panel.findAllByRole('textbox', {
      name: /USD per hour/,
    });
    await replace(price, '-1');
    expect(await panel.findByText('Use 0 or more.')).toBeVisible();
    await replace(price, '0');
    expect(price).toHaveAccessibleDescription(
      /^At a price of 0, it counts as free\./,
    );
    expect(panel.queryByText('Use 0 or more.')).toBeNull();
  });

  it('remarks on answers that contradict each other', async () => {
    await openOn(new FakeAssessments(), 'Compare');
    const panel = await findPanel();
    await userEvent.click(panel.getByRole('tab', { name: 'Workload' }));
    await replace(
      panel.getByRole('textbox', { name: /^Teams that work in parallel/ }),
      '90',
    );
    expect(await panel.findByText(/cannot be 90 teams/)).toBeVisible();
  });

  it('offers nobody a draft who may not assess', async () => {
    const fake = new FakeAssessments();
    const { id: _, ...input } = await approved(fake, atScale);
    const name = 'sealed-what-if';
    fake.actor = 'user:default/owner';
    const draft = await fake.createAssessment(`component:default/${name}`, {
      profile: input.profile,
    });
    await renderArchitecture('new', fake, {
      name,
      denied: ['paved-road.assessment.edit'],
      query: `?assessment=${draft.id}`,
    });
    await statusOf('Microservices');
    await press('What if');
    const panel = await findPanel();
    await userEvent.click(
      panel.getByRole('radio', { name: 'Google Cloud Run' }),
    );
    expect(
      await panel.findByRole('button', { name: 'Reset all' }),
    ).toBeEnabled();
    expect(
      screen.queryByRole('button', { name: 'Save as new draft' }),
    ).toBeNull();
  });

  it('is free of accessibility violations', async () => {
    await openOn(new FakeAssessments(), 'Compare');
    const panel = await screen.findByRole('dialog', { name: 'What if' });
    expect(await axe(panel)).toHaveNoViolations();
    for (const tab of ['Workload', 'Assumptions']) {
      await userEvent.click(within(panel).getByRole('tab', { name: tab }));
      expect(await axe(panel)).toHaveNoViolations();
    }
  });
});
