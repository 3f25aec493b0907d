import { renderInTestApp } from '@backstage/test-utils';
import { Advice, Verdict } from '@paved-road/plugin-paved-road-common';
import { advise } from '@paved-road/plugin-paved-road-common/advisor';
import { screen } from '@testing-library/react';
import { withVerdict } from '../../testing/withVerdict';
import { ConfidenceMeter } from './ConfidenceMeter';

const advice = advise({ profile: { team: { devopsMaturity: 2 } } });

const expected = { monolith: 0.84, microservices: 0.04, serverless: 0.12 };

const monolith = {
  pattern: 'monolith',
  core: 'monolith',
  confidence: 0.84,
  worstCase: 0.61,
} as const;

const render = async (shown: Advice) =>
  await renderInTestApp(<ConfidenceMeter advice={shown} />);

describe('ConfidenceMeter', () => {
  it.each<[Verdict, string]>([
    ['clear', 'Clear'],
    ['close', 'Close'],
  ])('says of what it is the chance where it is %s', async (verdict, word) => {
    await render(
      withVerdict(advice, verdict, { expected, recommendation: monolith }),
    );
    expect(screen.getByText(word)).toBeVisible();
    expect(
      screen.getByText(
        'Chance that Modular monolith is the right pattern: 84%; at least 61% whatever the open answers are',
      ),
    ).toBeVisible();
    expect(
      screen.getAllByRole('listitem').map(({ textContent }) => textContent),
    ).toEqual([
      'Modular monolith 84%',
      'Microservices 4%',
      'Serverless functions 12%',
    ]);
  });

  it('says one number where nothing is open', async () => {
    await render(
      withVerdict(advice, 'clear', {
        expected,
        recommendation: { ...monolith, worstCase: 0.84 },
      }),
    );
    expect(
      screen.getByText(
        'Chance that Modular monolith is the right pattern: 84%',
      ),
    ).toBeVisible();
  });

  it('says so where open answers can overturn it', async () => {
    await render(
      withVerdict(advice, 'clear', {
        expected,
        recommendation: { ...monolith, worstCase: 0 },
      }),
    );
    expect(screen.getByText(/84%; the open answers can still/)).toBeVisible();
  });

  it('speaks of the core of a hybrid', async () => {
    await render(
      withVerdict(advice, 'clear', {
        expected,
        recommendation: { ...monolith, pattern: 'hybrid' },
      }),
    );
    expect(
      screen.getByText(
        /^Chance that Modular monolith is right for the core: 84%/,
      ),
    ).toBeVisible();
  });

  it('announces no pattern where the answers are not enough', async () => {
    await render(withVerdict(advice, 'not-enough-answers'));
    expect(screen.getByText('Chances so far')).toBeVisible();
    expect(screen.queryByText(/is the right pattern:/)).toBeNull();
    expect(screen.getByText(/^With every question answered/)).toBeVisible();
  });

  it('is absent where every pattern is ruled out', async () => {
    const ranking = advice.ranking.map(ranked => ({
      ...ranked,
      eligible: false,
    }));
    await render({ ...advice, ranking });
    expect(screen.queryByText('Chances so far')).toBeNull();
  });
});
