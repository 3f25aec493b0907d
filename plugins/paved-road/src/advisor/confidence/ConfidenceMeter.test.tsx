import { renderInTestApp } from '@backstage/test-utils';
import {
  Advice,
  advise,
  Confidence,
} from '@paved-road/plugin-paved-road-common';
import { screen } from '@testing-library/react';
import { ConfidenceMeter } from './ConfidenceMeter';

const advice = advise({ profile: { team: { devopsMaturity: 2 } } });

async function renderWith(
  confidence: Partial<Confidence> | undefined,
  share?: number,
) {
  const changed: Advice = {
    ...advice,
    recommendation: {
      ...advice.recommendation,
      core: 'monolith',
      confidence: share,
    },
    confidence: confidence && { ...advice.confidence!, ...confidence },
  };
  await renderInTestApp(<ConfidenceMeter advice={changed} />);
}

describe('ConfidenceMeter', () => {
  it('counts the draws that the recommended core won', async () => {
    const wins = { monolith: 870, microservices: 100, serverless: 30 };
    await renderWith({ wins, draws: 1000, guess: 1 / 3 }, 0.87);
    expect(screen.getByText('Confidence 87%')).toBeVisible();
    expect(screen.getByText('won 870 of 1,000 draws')).toBeVisible();
  });

  it('names the pattern that won more often than the recommended one', async () => {
    const wins = { monolith: 300, microservices: 0, serverless: 700 };
    await renderWith({ wins, draws: 1000, guess: 1 / 3 }, 0.7);
    expect(
      screen.getByText('Serverless functions won 700 of 1,000 draws'),
    ).toBeVisible();
  });

  it('names the first open answers where it is no more than a guess', async () => {
    await renderWith({}, advice.recommendation.confidence);
    expect(
      screen.getByText(
        /^No more than a guess: open answers decide\. First of all: Model size, Memory of one instance, Time of one inference\.$/,
      ),
    ).toBeVisible();
  });

  it('is absent where every pattern is ruled out', async () => {
    const ruledOut = advice.ranking.map(ranked => ({
      ...ranked,
      eligible: false,
    }));
    await renderInTestApp(
      <ConfidenceMeter advice={{ ...advice, ranking: ruledOut }} />,
    );
    expect(screen.queryByText(/Confidence/)).toBeNull();
  });

  it('is absent for a result that has none', async () => {
    await renderWith(undefined);
    expect(screen.queryByText(/Confidence/)).toBeNull();
  });
});
