import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  entityPresentationSnapshot,
} from '@backstage/plugin-catalog-react';
import { patternSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { DateTime } from 'luxon';
import useAsync from 'react-use/esm/useAsync';
import { useTitles } from '../../ui/model';
import { useTexts } from '../../ui/texts/useTexts';
import { fleetTexts } from '../../features/fleet/texts';

/** Title of an entity; its name until the catalog responds. */
export function useEntityTitle(
  ref: string | undefined,
  defaultKind: string,
): string | undefined {
  const catalogApi = useApi(catalogApiRef);
  const fullRef =
    ref &&
    stringifyEntityRef(
      parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
    );
  const { loading, value: entity } = useAsync(
    async () => fullRef && (await catalogApi.getEntityByRef(fullRef)),
    [catalogApi, fullRef],
  );
  return (
    fullRef &&
    entityPresentationSnapshot((!loading && entity) || fullRef, { defaultKind })
      .primaryTitle
  );
}

/** Title of an owner; its name until the catalog responds. */
export const useOwnerTitle = (owner: string | undefined): string | undefined =>
  useEntityTitle(owner, 'group');

/** Titles of the pattern groups of a summary, including the group without a pattern. */
export function usePatternTitle() {
  const titles = useTitles();
  const t = useTexts(fleetTexts);
  return (key: string): string => {
    const pattern = patternSchema.safeParse(key);
    return pattern.success
      ? titles.pattern(pattern.data)
      : t('groups.noPattern');
  };
}

/**
 * Days until a date in local time; negative for the past.
 *
 * @param dueOn - ISO 8601 date
 */
export function dueDays(dueOn: string): number {
  return DateTime.fromISO(dueOn).diff(DateTime.now().startOf('day'), 'days')
    .days;
}

/** Returns a function that describes the time until a deadline. */
export function useDueText(): (dueOn: string) => string {
  const t = useTexts(fleetTexts);
  return dueOn => {
    const days = Math.round(dueDays(dueOn));
    if (days === 0) {
      return t('campaigns.due.today');
    }
    return days > 0
      ? t('campaigns.due.in', { count: days })
      : t('campaigns.due.overdue', { count: -days });
  };
}
