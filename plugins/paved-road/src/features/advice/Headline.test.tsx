import { renderInTestApp } from '@backstage/test-utils';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { advise } from '@paved-road/plugin-paved-road-common/advisor';
import { screen } from '@testing-library/react';
import { withVerdict } from '../../testing/withVerdict';
import { Headline } from './Headline';

const advice = advise({ profile: { team: { devopsMaturity: 2 }, llm: {} } });

const monolith = {
  pattern: 'monolith',
  core: 'monolith',
  text: 'Modular monolith calling a hosted API.',
} as const;

const withPlacement = (
  { languageModel, ...rest }: Advice,
  verdict: 'clear' | 'not-enough-answers',
): Advice => ({
  ...rest,
  languageModel: { ...languageModel!, placement: 'hosted-api', verdict },
});

const shown = async (given: Advice) => {
  await renderInTestApp(
    <div role="status">
      <Headline advice={given} />
    </div>,
  );
  return [...screen.getByRole('status').querySelectorAll('p')].map(
    ({ textContent }) => textContent,
  );
};

describe('Headline', () => {
  it('says once that the answers are enough for neither axis, and how many are missing', async () => {
    expect(
      await shown(
        withPlacement(
          withVerdict(advice, 'not-enough-answers'),
          'not-enough-answers',
        ),
      ),
    ).toEqual([
      'Not enough answers',
      expect.stringMatching(/^Answer \d+ more questions$/),
    ]);
  });

  it('shows what is open on one axis only', async () => {
    const [headline] = await shown(
      withPlacement(withVerdict(advice, 'not-enough-answers'), 'clear'),
    );
    expect(headline).toBe('Not enough answers; the model: Hosted API');
  });

  it('says once what the text only repeats', async () => {
    const clear = withVerdict(advice, 'clear', { recommendation: monolith });
    expect(await shown(withPlacement(clear, 'clear'))).toEqual([
      'Modular monolith calling a hosted API',
      expect.stringMatching(/^\d+ open questions could change it$/),
    ]);
  });

  it('keeps a text that says more', async () => {
    const text = 'Modular monolith around the model.';
    const clear = withVerdict(advice, 'clear', {
      recommendation: { ...monolith, text },
    });
    expect(await shown(withPlacement(clear, 'clear'))).toEqual([
      'Modular monolith calling a hosted API',
      expect.stringMatching(/^\d+ open questions could change it$/),
      text,
    ]);
  });
});
