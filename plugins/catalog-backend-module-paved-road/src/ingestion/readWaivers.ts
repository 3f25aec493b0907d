import {
  Waiver,
  WaiverFacts,
  WaiversApi,
} from '@paved-road/plugin-paved-road-common';

/** The largest page of the API. */
const PAGE_SIZE = 100;

/** Reads all approved waivers by entity. The evaluation ignores expired ones. */
export async function readWaivers(
  api: Pick<WaiversApi, 'listWaivers'>,
): Promise<Map<string, WaiverFacts[]>> {
  const waivers = new Map<string, WaiverFacts[]>();
  let cursor: string | undefined;
  do {
    const page = await api.listWaivers({
      status: 'approved',
      limit: PAGE_SIZE,
      cursor,
    });
    for (const waiver of page.items) {
      const { entityRef } = waiver;
      waivers.set(entityRef, [
        ...(waivers.get(entityRef) ?? []),
        toFacts(waiver),
      ]);
    }
    cursor = page.nextCursor;
  } while (cursor);
  return waivers;
}

function toFacts(waiver: Waiver): WaiverFacts {
  const { id, checkId, reason, requestedBy, decision, expiresAt } = waiver;
  // An approved waiver has a decision.
  return {
    id,
    checkId,
    reason,
    requestedBy,
    approvedBy: decision!.by,
    expiresAt,
  };
}
