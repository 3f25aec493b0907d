import { expect, test as setup } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { apiAs } from '../support/apiAs';

const script = path.resolve(__dirname, '../../examples/assessments.yaml');

setup('the example is complete', async () => {
  setup.setTimeout(240_000);
  const expected = parse(readFileSync(script, 'utf8')).length;

  await expect
    .poll(() => numbers(), { timeout: 200_000, intervals: [2_000] })
    .toEqual({ assessments: expected, allScored: true });
});

/** What the journeys count on: all assessments of the example, and a scorecard for each service. */
async function numbers() {
  try {
    const platform = await apiAs('user:default/paula.platform');
    const [assessments, scorecards, catalog] = await Promise.all([
      platform('/api/paved-road/assessments?limit=1'),
      platform('/api/paved-road/scorecards?limit=1'),
      platform(
        '/api/catalog/entities/by-query?limit=0&filter=kind=component,spec.type=ai-service',
      ),
    ]);
    return {
      assessments: assessments.totalItems,
      allScored:
        catalog.totalItems > 0 && scorecards.totalItems >= catalog.totalItems,
    };
  } catch (error) {
    return { error: String(error) };
  }
}
