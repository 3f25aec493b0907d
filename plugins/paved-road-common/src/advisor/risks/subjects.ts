import { coreOf } from '../coreOf';
import { Pattern } from '../patterns';
import { Recommendation } from '../recommend';
import { RiskSubject } from './types';

/** The subjects of risks: the recommendation, and a different decision or build. */
export function subjectsOf(
  recommended: Recommendation,
  chosen: Pattern | undefined,
  observed: Pattern | undefined,
): RiskSubject[] {
  const { pattern, core, background, ranking } = recommended;
  const subjectFor = (
    kind: RiskSubject['kind'],
    other: Pattern,
  ): RiskSubject => ({
    kind,
    pattern: other,
    core: coreOf(other, recommended, ranking.patterns),
    separateBackground: other === 'hybrid',
  });
  return [
    {
      kind: 'recommended',
      pattern,
      core,
      separateBackground: background !== undefined,
    },
    ...(chosen && chosen !== pattern ? [subjectFor('chosen', chosen)] : []),
    ...(observed ? [subjectFor('observed', observed)] : []),
  ];
}
