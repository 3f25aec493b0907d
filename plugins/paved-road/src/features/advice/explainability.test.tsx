import { Advice, Profile } from '@paved-road/plugin-paved-road-common';
import {
  advise,
  describeModel,
} from '@paved-road/plugin-paved-road-common/advisor';
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { advisorTexts } from './texts';
import { anyProfile } from './__testUtils__/anyProfile';
import { numbersIn, numbersOf } from './__testUtils__/numbers';
import { renderSections } from './__testUtils__/renderSections';

/** What the page says of any advice: titles of the model, and its own words. */
const ofAnyAdvice = numbersOf([describeModel(), advisorTexts]);

/** Opens all that is folded, so that no list is counted but shown. */
async function unfold() {
  for (const name of [
    /Show .* change/,
    /that weighs? less/,
    /Show the numbers/,
    /behind these numbers/,
  ]) {
    for (const button of screen.queryAllByRole('button', { name })) {
      await userEvent.click(button);
    }
  }
}

/** The GPUs of all replicas of each placement. */
const gpusIn = ({ languageModel }: Advice): number[] =>
  Object.values(languageModel?.cost.perPlacement ?? {}).flatMap(cost =>
    cost.status === 'estimated'
      ? [(cost.setup.gpusPerReplica ?? 1) * (cost.setup.replicas ?? 1)]
      : [],
  );

async function inventedNumbers(profile: Profile): Promise<string[]> {
  const advice = await renderSections({ profile }, advise({ profile }));
  const explained = numbersOf([
    advice,
    profile,
    new Set([
      ...advice.flips.without,
      ...(advice.languageModel?.flips.without ?? []),
    ]).size,
    gpusIn(advice),
  ]);
  const shown: string[] = [];
  for (const tab of screen.getAllByRole('tab')) {
    await userEvent.click(tab);
    await unfold();
    const text = screen
      .getByRole('tabpanel')
      .innerHTML.replace(/<svg.*?<\/svg>/g, '')
      .replace(/<[^>]*>/g, ' ');
    shown.push(...numbersIn(text));
  }
  expect(shown.length).toBeGreaterThan(20);
  cleanup();
  return shown.filter(
    number => !explained.has(number) && !ofAnyAdvice.has(number),
  );
}

it('shows no number that the advice does not give', async () => {
  for (const profile of fc.sample(anyProfile, { numRuns: 4, seed: 20 })) {
    expect(await inventedNumbers(profile)).toEqual([]);
  }
});
