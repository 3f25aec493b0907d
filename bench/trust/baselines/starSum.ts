import {
  PlainPattern,
  plainPatterns,
} from '../../../plugins/paved-road-common/src/advisor/profile/patterns';
import { Baseline } from './Baseline';

/** The stars of the article's matrix, row by row; a copy, since the model's own ratings may change. */
const stars: Record<PlainPattern, readonly number[]> = {
  monolith: [5, 5, 1, 2, 1, 5, 1, 1, 1, 4],
  microservices: [2, 1, 5, 3, 5, 3, 2, 4, 5, 5],
  serverless: [4, 4, 5, 5, 4, 4, 2, 5, 2, 2],
};

const sumStars = (pattern: PlainPattern) =>
  stars[pattern].reduce((sum, value) => sum + value, 0);

const most = plainPatterns.reduce((best, pattern) =>
  sumStars(pattern) > sumStars(best) ? pattern : best,
);

export const starSum: Baseline = {
  title: 'Star sum',
  method: `Adds up the stars of the article’s matrix as they are, the maturity that a pattern requires included. The sums do not depend on the answers (${plainPatterns.map(pattern => `${pattern} ${sumStars(pattern)}`).join(', ')}).`,
  learns: false,
  fit: () => () => ({ core: most }),
};
