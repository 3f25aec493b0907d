import { renderInTestApp } from '@backstage/test-utils';
import {
  Advice,
  advise,
  Confidence,
} from '@paved-road/plugin-paved-road-common';
import { screen } from '@testing-library/react';
import { MarginText } from './MarginText';

/** Nothing is known, so all patterns are level. */
const advice = advise({ profile: {} });

async function renderWith(
  recommendation: Partial<Advice['recommendation']>,
  confidence: Partial<Confidence>,
  eligible = true,
) {
  await renderInTestApp(
    <MarginText
      advice={{
        ...advice,
        ranking: advice.ranking.map(ranked => ({ ...ranked, eligible })),
        recommendation: { ...advice.recommendation, ...recommendation },
        confidence: { ...advice.confidence!, ...confidence },
      }}
    />,
  );
}

describe('MarginText', () => {
  it('asks for open answers before it asks for judgement', async () => {
    await renderWith({ tooClose: true }, {});
    expect(
      screen.getByText(/open answers can decide\. First of all: Model size/),
    ).toBeVisible();
  });

  it('leaves what is too close to people once everything is answered', async () => {
    await renderWith({ tooClose: true }, { openAnswers: [] });
    expect(
      screen.getByText(/decide by what the questions do not ask/),
    ).toBeVisible();
  });

  it('names the pattern that wins most draws though it is not ahead', async () => {
    await renderWith(
      { tooClose: true, core: 'monolith', margin: 5 },
      {
        draws: 1000,
        wins: { monolith: 300, microservices: 0, serverless: 700 },
        openAnswers: [],
      },
    );
    expect(
      screen.getByText(/Serverless functions wins most often/),
    ).toBeVisible();
  });

  it('says when policies leave no pattern', async () => {
    await renderWith({ runnerUp: undefined }, {}, false);
    expect(screen.getByText(/^No pattern is eligible\./)).toBeVisible();
  });
});
