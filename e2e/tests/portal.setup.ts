import { expect, test as setup } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { apiAs } from '../support/apiAs';

const examples = path.resolve(__dirname, '../../examples');

const lengthOf = (script: string): number =>
  parse(readFileSync(path.join(examples, script), 'utf8')).length;

setup('the example is complete', async () => {
  setup.setTimeout(360_000);

  await expect
    .poll(() => numbers(), { timeout: 320_000, intervals: [2_000] })
    .toEqual({
      assessments: lengthOf('assessments.yaml'),
      waivers: lengthOf('waivers.yaml'),
      campaigns: lengthOf('campaigns.yaml'),
      allScored: true,
      isFound: true,
      isMeasured: true,
    });
});

/** What the journeys count on: all of the example, a scorecard for each service, that the search finds them, and that decisions are compared with measured values. */
async function numbers() {
  try {
    const platform = await apiAs('user:default/paula.platform');
    const [
      assessments,
      waivers,
      campaigns,
      scorecards,
      catalog,
      search,
      refuted,
    ] = await Promise.all([
      platform('/api/paved-road/assessments?limit=1'),
      platform('/api/paved-road/waivers?limit=1'),
      platform('/api/paved-road/campaigns?limit=1'),
      platform('/api/paved-road/scorecards?limit=1&kind=Component'),
      platform(
        '/api/catalog/entities/by-query?limit=0&filter=kind=component,spec.type=ai-service',
      ),
      platform('/api/search/query?term=insider-risk-scoring'),
      platform('/api/paved-road/assessments?limit=1&standing=no-longer-holds'),
    ]);
    return {
      assessments: assessments.totalItems,
      waivers: waivers.totalItems,
      campaigns: campaigns.totalItems,
      isFound: JSON.stringify(search).includes(
        '/component/insider-risk-scoring',
      ),
      isMeasured: refuted.totalItems > 0,
      allScored:
        catalog.totalItems > 0 && scorecards.totalItems >= catalog.totalItems,
    };
  } catch (error) {
    return { error: String(error) };
  }
}
