import { InputError } from '@backstage/errors';
import { CampaignScope, Rules } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { normalizeEntityRef } from '../catalog/entityRecord';

/** @throws InputError if the rules have no such level */
export function assertTargetLevel(
  level: string,
  { levels }: Pick<Rules, 'levels'>,
): void {
  const ids = levels.map(({ id }) => id);
  if (!ids.includes(level)) {
    throw new InputError(
      `targetLevel: ${JSON.stringify(level)} is not a level, use one of ${ids.join(', ')}`,
    );
  }
}

/**
 * @param dueOn - ISO 8601: the last day, in UTC
 * @throws InputError when it is over
 */
export function assertDeadline(dueOn: string, now: DateTime): void {
  const today = now.toUTC().toISODate()!;
  if (dueOn < today) {
    throw new InputError(
      `dueOn: ${dueOn} is in the past, use ${today} or later`,
    );
  }
}

/**
 * A scope with complete entity references.
 *
 * @throws InputError if one of them is invalid
 */
export function toCompleteScope({
  owner,
  team,
  system,
  ...scope
}: CampaignScope): CampaignScope {
  return {
    ...scope,
    owner: owner && normalizeEntityRef(owner, 'scope.owner', 'group'),
    team: team && normalizeEntityRef(team, 'scope.team', 'group'),
    system: system && normalizeEntityRef(system, 'scope.system', 'system'),
  };
}
