import { parseEntityRef } from '@backstage/catalog-model';
import { AssumptionSet } from '../../advisor/quantities/AssumptionSet';
import { formatCount } from '../../advisor/quantities/format';
import { mostSevere, SystemFinding } from './findings';
import { SystemPart } from './SystemPart';

/**
 * Owners who run more components of the system than their people can, services among them. How many
 * people there are is the largest number that the assessments of their components name.
 */
export function thinTeams(
  parts: readonly SystemPart[],
  assume: AssumptionSet,
): SystemFinding[] {
  const byOwner = new Map<string, SystemPart[]>();
  for (const part of parts) {
    if (part.owner) {
      byOwner.set(part.owner, [...(byOwner.get(part.owner) ?? []), part]);
    }
  }
  const perDeployable = assume.get('peoplePerDeployable');
  const thin = [...byOwner].flatMap(([owner, owned]) => {
    const sizes = owned.flatMap(({ teamSize }) => teamSize ?? []);
    const people = Math.max(...sizes);
    const needed = owned.length * perDeployable;
    const runsServices = owned.some(({ core }) => core === 'microservices');
    return owned.length > 1 &&
      runsServices &&
      sizes.length > 0 &&
      people < needed
      ? [{ owner, owned, people, needed }]
      : [];
  });
  return thin.length === 0
    ? []
    : [
        {
          id: 'premature-microservices',
          severity: mostSevere(
            thin.map(({ owned, people }) =>
              people < owned.length ? 'high' : 'medium',
            ),
          ),
          components: thin.flatMap(({ owned }) =>
            owned.map(({ component }) => component.entityRef),
          ),
          evidence: thin.map(
            ({ owner, owned, people, needed }) =>
              `${parseEntityRef(owner).name}: ${people} people for ${owned.length} components of the system; ${formatCount(needed)} can run them, on-call included.`,
          ),
        },
      ];
}
