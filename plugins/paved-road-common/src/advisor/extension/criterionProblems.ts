import { criterionIds } from '../ids';
import { criteriaById } from '../model';
import { ExtensionProblem, problem } from './ExtensionProblem';
import { ModelExtension } from './modelExtension';

/** Parts of built-in criteria that do not exist or have no effect. */
export function builtInProblems({
  criteria = [],
  ...extension
}: ModelExtension): ExtensionProblem[] {
  const own = criteria.map(({ id }) => id);
  const unknown = (['weights', 'demand', 'ratings'] as const).flatMap(part =>
    Object.keys(extension[part] ?? {})
      .filter(id => !criteriaById.has(id))
      .map(id =>
        problem(
          [part, id],
          own.includes(id)
            ? `${id} is a criterion of your own; set it in criteria`
            : `no such criterion, use one of ${criterionIds.join(', ')}`,
        ),
      ),
  );
  const withoutEffect = Object.keys(extension.demand ?? {})
    .filter(id => id === 'devops-maturity' || id === 'stage-fit')
    .map(id =>
      problem(
        ['demand', id],
        'does not depend on answers of your choice; only its weight and ratings can be changed',
      ),
    );
  return [...unknown, ...withoutEffect];
}

/** Ratings of criteria that have none, or not by pattern alone. */
export function ratingProblems({
  ratings = {},
}: ModelExtension): ExtensionProblem[] {
  return Object.keys(ratings).flatMap(id => {
    switch (criteriaById.get(id)?.kind) {
      case 'measured':
        return [problem(['ratings', id], 'is computed, not rated')];
      case 'fit':
        return [
          problem(
            ['ratings', id],
            `is rated by answer; set it in fitRatings.${id}`,
          ),
        ];
      default:
        return [];
    }
  });
}
