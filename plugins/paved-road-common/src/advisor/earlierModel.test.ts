import { createHash } from 'node:crypto';
import calibration from './__fixtures__/calibration.json';
import earlierModel from './__fixtures__/earlierModel.json';
import publishedDecisions from './__fixtures__/publishedDecisions.json';
import { advise } from './advise';
import { createModel } from './extension/createModel';
import { modelExtensionSchema } from './extension/modelExtension';
import { adviceRequestSchema } from './profile/request';

/** The fit of model 2.1 ended at 102. */
const scale = 102 / 100;

/** Digits after the point of a fit; the scales differ by rounding beyond. */
const precision = 1e6;

const atEarlierScale = (points: number) =>
  Math.round(points * scale * precision + 1e-4) / precision + 0;

/** Sentences and units may change without another model. */
const isText = (value: unknown) =>
  typeof value === 'string' && value.includes(' ');

/** The order of fields carries no meaning. */
const sortFields = (_key: string, value: unknown) =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted())
    : value;

/** A result without its version and texts, at the scale of model 2.1. */
function fingerprint(profile: unknown): string {
  const { modelVersion, ...advice } = advise(
    adviceRequestSchema.parse({ profile }),
    createModel(modelExtensionSchema.parse(earlierModel.extension)),
  );
  const json = JSON.stringify(advice, (key, value) => {
    if (['fit', 'margin'].includes(key) && typeof value === 'number') {
      return atEarlierScale(value);
    }
    return key === 'unit' || isText(value) ? undefined : value;
  });
  const pointsAtScale = JSON.parse(json);
  // Model 2.1 did not count the next answers.
  delete pointsAtScale.confidence.nextAnswers;
  for (const each of [
    ...pointsAtScale.ranking.flatMap(
      ({ contributions }: { contributions: object[] }) => contributions,
    ),
    ...pointsAtScale.drivers,
  ]) {
    each.points = atEarlierScale(each.points);
  }
  return createHash('sha256')
    .update(JSON.stringify(pointsAtScale, sortFields))
    .digest('hex')
    .slice(0, 16);
}

describe('the tables of model 2.1, given as an extension', () => {
  const results: Record<string, string[]> = earlierModel.results;

  it.each([
    ...calibration.map(({ id, profile }) => ({ id, profiles: [profile] })),
    ...publishedDecisions.map(({ id, profile, completed }) => ({
      id,
      profiles: [profile, completed],
    })),
  ])('give the results of model 2.1 for $id', ({ id, profiles }) => {
    expect(profiles.map(fingerprint)).toEqual(results[id]);
  });
});
