import { renderInTestApp } from '@backstage/test-utils';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { advise } from '@paved-road/plugin-paved-road-common/advisor';
import { screen } from '@testing-library/react';
import { withVerdict } from '../../testing/withVerdict';
import { MarginText } from './WhySection';

const advice = advise({ profile: { team: { devopsMaturity: 2 } } });

const monolith = {
  pattern: 'monolith',
  core: 'monolith',
  runnerUp: 'serverless',
  margin: 5,
} as const;

const render = async (shown: Advice) =>
  await renderInTestApp(<MarginText advice={shown} />);

describe('MarginText', () => {
  it('sets the chances beside each other where it is clear', async () => {
    await render(withVerdict(advice, 'clear', { recommendation: monolith }));
    expect(
      screen.getByText(
        /^Modular monolith (over )?\d+%, Serverless functions (under )?\d+%\.$/,
      ),
    ).toBeVisible();
  });

  it('says why a pattern with a better fit ranks behind', async () => {
    await render(
      withVerdict(advice, 'clear', {
        recommendation: { ...monolith, margin: -3 },
      }),
    );
    expect(
      screen.getByText(
        'Serverless functions would be recommended, but misses the required latency.',
      ),
    ).toBeVisible();
  });

  it('leaves a close call to people', async () => {
    await render(withVerdict(advice, 'close', { recommendation: monolith }));
    expect(
      screen.getByText(/^Open answers could still settle this/),
    ).toBeVisible();
  });

  it('names who is ahead only aside where the answers are not enough', async () => {
    await render(
      withVerdict(advice, 'not-enough-answers', {
        recommendation: monolith,
        expected: { monolith: 0.5, microservices: 0.2, serverless: 0.3 },
      }),
    );
    expect(screen.getByText('Ahead so far: Modular monolith.')).toBeVisible();
  });

  it('names nobody where the chances speak for another pattern than the fit', async () => {
    await render(
      withVerdict(advice, 'not-enough-answers', {
        recommendation: monolith,
        expected: { monolith: 0.3, microservices: 0.2, serverless: 0.5 },
      }),
    );
    expect(screen.queryByText(/Ahead so far/)).toBeNull();
  });

  it('says when policies leave no pattern', async () => {
    const ranking = advice.ranking.map(ranked => ({
      ...ranked,
      eligible: false,
    }));
    await render({ ...advice, ranking });
    expect(screen.getByText(/^No pattern is eligible\./)).toBeVisible();
  });
});
