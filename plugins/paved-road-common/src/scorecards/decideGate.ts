import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { explainSelection } from './describeFilter';
import { evaluate, isSatisfied } from './evaluate';
import { GateResult } from './gate';
import { Rules } from './rules';
import { Subject } from './subject';

/**
 * The verdict of the gate: whether an entity reaches the required level.
 *
 * @throws InputError if there is no such level, or no rule pack applies to the entity
 * @public
 */
export function decideGate(
  rules: Rules,
  subject: Subject,
  minLevel: string,
): GateResult {
  const minRank = findRank(rules, minLevel);
  const entityRef = stringifyEntityRef(subject.entity);
  const evaluation = evaluate(rules, subject);
  if (!evaluation) {
    throw new InputError(
      `entity: there is no verdict; ${explainSelection(rules, subject.entity)}`,
    );
  }
  const { level, levelRank, packs, results } = evaluation;
  const needed = rules.levels.slice(0, minRank).map(({ id }) => id);
  return {
    verdict: levelRank >= minRank ? 'allow' : 'deny',
    entityRef,
    level,
    minLevel,
    packs,
    results,
    blocking: results
      .filter(
        result => needed.includes(result.level) && !isSatisfied(result.state),
      )
      .map(({ checkId }) => checkId),
  };
}

function findRank({ levels }: Rules, level: string): number {
  const index = levels.findIndex(({ id }) => id === level);
  if (index === -1) {
    throw new InputError(
      `minLevel: ${JSON.stringify(level)} is not a level, use one of ${levels.map(({ id }) => id).join(', ')}`,
    );
  }
  return index + 1;
}
