import { plainPatterns, Pattern } from '../patterns';
import { Recommendation } from '../recommend';
import { RiskSubject } from './types';

/** What risks are looked for in: the recommendation, and what is decided or built otherwise. */
export function subjectsOf(
  { pattern, core, background, ranking }: Recommendation,
  chosen: Pattern | undefined,
  observed: Pattern | undefined,
): RiskSubject[] {
  // Who goes for a hybrid against the advice puts functions beside a core that is always on.
  const alwaysOn =
    ranking.patterns.find(score => score.pattern !== 'serverless')?.pattern ??
    plainPatterns[0];
  const subjectFor = (
    kind: RiskSubject['kind'],
    other: Pattern,
  ): RiskSubject => ({
    kind,
    pattern: other,
    core: other === 'hybrid' ? alwaysOn : other,
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
