import { useApi } from '@backstage/core-plugin-api';
import { pavedRoadApiRef } from '../../api';
import { useFleetData } from '../useFleetData';
import { WaiversQuery } from './waiversQuery';

/** Of these the page says how many there are, whichever are listed. */
const counted = ['requested', 'approved'] as const;

/** A page of waivers, and how many of the same owner, check and service want attention. */
export function useWaiverList(
  query: WaiversQuery,
  page: { limit: number; cursor: string | undefined },
) {
  const api = useApi(pavedRoadApiRef);
  const { status, owner, check, entity, expiringWithinDays } = query;
  const { limit, cursor } = page;
  const list = useFleetData(
    () =>
      api.listWaivers({
        status,
        owner,
        check,
        entity,
        expiringWithinDays,
        limit,
        cursor,
      }),
    [api, status, owner, check, entity, expiringWithinDays, limit, cursor],
  );
  const counts = useFleetData(async () => {
    const pages = await Promise.all(
      counted.map(one =>
        api.listWaivers({ status: one, owner, check, entity, limit: 1 }),
      ),
    );
    return Object.fromEntries(
      counted.map((one, index) => [one, pages[index].totalItems]),
    );
  }, [api, owner, check, entity]);
  return {
    list,
    /** Absent where they cannot be counted; the list says why. */
    counts: counts.value ?? {},
    reload: () => {
      list.retry();
      counts.retry();
    },
  };
}
