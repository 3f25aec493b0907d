import { renderInTestApp } from '@backstage/test-utils';
import { Advice } from '@paved-road/plugin-paved-road-common';
import {
  advise,
  patternDescriptions,
} from '@paved-road/plugin-paved-road-common/advisor';
import { adviceRequestSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { useState } from 'react';
import { withVerdict } from '../../testing/withVerdict';
import { press } from '../../__testUtils__/page';
import { atScale } from '../../__testUtils__/assessments';
import {
  DecisionDraft,
  noDecision,
  recommendedBy,
  toDecision,
} from './decisionDraft';
import { DecisionFields } from './DecisionFields';

const tradeOff = {
  criterion: 'operational-simplicity',
  points: 1.6,
  text: 'Operational simplicity: A distributed system.',
};
const advice: Advice = {
  ...advise(adviceRequestSchema.parse(atScale)),
  tradeOffs: [tradeOff],
};
const { triggers } = advice.roadmap.find(({ state }) => state === 'next')!;

async function renderFields(
  start: Partial<DecisionDraft> = {},
  shown: Advice = advice,
) {
  let draft: DecisionDraft = { ...noDecision, ...start };
  function Form() {
    const [decision, setDecision] = useState(draft);
    draft = decision;
    return (
      <DecisionFields
        decision={decision}
        advice={shown}
        onChange={setDecision}
      />
    );
  }
  const { container } = await renderInTestApp(<Form />);
  return {
    container,
    decision: () => toDecision(draft, recommendedBy(shown)),
  };
}

describe('DecisionFields', () => {
  it('offers what the result knows, beside what people write', async () => {
    const { container, decision } = await renderFields();
    await press('Trade-offs and signals (optional)');
    await userEvent.click(
      screen.getByRole('checkbox', { name: tradeOff.text }),
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: /Accepted trade-offs/ }),
      'Two on-call rotas{enter}A mesh',
    );
    for (const { text } of triggers) {
      await userEvent.click(screen.getByRole('checkbox', { name: text }));
    }
    expect(decision()).toEqual({
      pattern: advice.recommendation.pattern,
      acceptedTradeOffs: [tradeOff.text, 'Two on-call rotas', 'A mesh'],
      revisitTriggers: triggers.map(({ text }) => text),
    });
    expect(
      screen.getByRole('textbox', { name: /Accepted trade-offs/ }),
    ).toHaveValue('Two on-call rotas\nA mesh');

    await userEvent.click(
      screen.getByRole('checkbox', { name: tradeOff.text }),
    );
    expect(decision()?.acceptedTradeOffs).toEqual([
      'Two on-call rotas',
      'A mesh',
    ]);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('keeps ticked suggestions ticked, and shows suggestions that are no longer offered as text', async () => {
    await renderFields({ tradeOffs: `An old one\n${tradeOff.text}` });
    expect(screen.getByRole('checkbox', { name: tradeOff.text })).toBeChecked();
    expect(
      screen.getByRole('textbox', { name: /Accepted trade-offs/ }),
    ).toHaveValue('An old one');
  });

  it('offers no trade-offs of the recommendation to who overrides it, and asks why', async () => {
    const { decision } = await renderFields({
      override: 'monolith',
    });
    expect(screen.queryByRole('checkbox', { name: tradeOff.text })).toBeNull();
    await userEvent.type(
      screen.getByRole('textbox', { name: /Rationale/ }),
      'One team owns it',
    );
    expect(decision()).toEqual({
      pattern: 'monolith',
      rationale: 'One team owns it',
    });
  });

  it('offers both patterns of a close call', async () => {
    await renderFields({}, withVerdict(advice, 'close'));
    expect(screen.getByText(/two options are defensible/)).toBeVisible();
    expect(screen.getByLabelText(/^Microservices · [^·]+$/)).toBeChecked();
    const { runnerUp } = advice.recommendation;
    await userEvent.click(
      screen.getByLabelText(
        new RegExp(`^${patternDescriptions[runnerUp!].title} · `),
      ),
    );
    expect(screen.queryByRole('textbox', { name: /Rationale/ })).toBeNull();
  });

  it('offers nothing to accept without enough answers', async () => {
    const { decision } = await renderFields(
      {},
      withVerdict(advice, 'not-enough-answers'),
    );
    expect(screen.getByLabelText('Not decided yet')).toBeChecked();
    await press('Trade-offs and signals (optional)');
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(decision()).toBeUndefined();
    await userEvent.click(screen.getByLabelText(/^Modular monolith · /));
    expect(screen.getByRole('textbox', { name: /Rationale/ })).toBeRequired();
    expect(
      screen.getByRole('group', { name: /^Trade-offs of Modular monolith/ }),
    ).toBeVisible();
    expect(decision()).toEqual({ pattern: 'monolith' });
  });
});
