import { renderInTestApp } from '@backstage/test-utils';
import { advise } from '@paved-road/plugin-paved-road-common/advisor';
import { screen } from '@testing-library/react';
import { PlacementLatencyTable } from './LatencyTable';
import { PlacementConfidence } from './PlacementSections';
import { renderSections } from './__testUtils__/renderSections';

const advice = advise({ profile: { llm: {} } });
const languageModel = advice.languageModel!;

describe('PlacementConfidence', () => {
  const render = async (hosted: number) =>
    await renderInTestApp(
      <PlacementConfidence
        languageModel={{
          ...languageModel,
          expected: {
            'hosted-api': hosted,
            'own-gpu': 0.1,
            'serverless-gpu': 0.05,
            cpu: 0.05,
          },
        }}
      />,
    );

  it('says what the bar leaves empty', async () => {
    await render(0.68);
    expect(
      screen.getByText(
        'Chance that the open answers leave no place possible: 12%',
      ),
    ).toBeVisible();
  });

  it('says nothing where the bar is full', async () => {
    await render(0.8);
    expect(screen.getByText('80%')).toBeVisible();
    expect(screen.queryByText(/no place possible/)).toBeNull();
  });
});

describe('PlacementLatencyTable', () => {
  it('shows the time of a short answer where one is required', async () => {
    const { languageModel: extraction } = advise({
      profile: {
        workload: {
          requestsPerMonth: 100_000,
          traffic: 'steady',
          latency: 'interactive',
        },
        llm: {
          use: 'extraction',
          inputTokens: 1000,
          outputTokens: 300,
          quality: 'small',
        },
      },
    });
    await renderInTestApp(
      <PlacementLatencyTable languageModel={extraction!} />,
    );
    const row = screen.getByRole('row', { name: /^Hosted API/ });
    expect(row).toHaveTextContent(/(meets|misses) short answer in 1 s, p95 \d/);
  });
});

describe('Why the model runs where', () => {
  it('does not wait for answers that can make nothing possible', async () => {
    const text = 'Not enough answers to say where the language model runs.';
    await renderSections(
      { profile: { llm: {} } },
      {
        ...advice,
        languageModel: {
          ...languageModel,
          text,
          verdict: 'not-enough-answers',
          expected: {
            'hosted-api': 0,
            'own-gpu': 0,
            'serverless-gpu': 0,
            cpu: 0,
          },
        },
      },
    );
    expect(screen.getByText('Why no placement is eligible')).toBeVisible();
    expect(screen.queryByText(text)).toBeNull();
  });
});
