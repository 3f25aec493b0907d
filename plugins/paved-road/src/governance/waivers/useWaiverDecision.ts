import { useApi } from '@backstage/core-plugin-api';
import { Waiver, WaiverAction } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../../api';
import { isConflict } from '../../assessment/ConflictAlert';

/** Decides on a waiver as it was seen; where somebody else was faster, reads what it is now. */
export function useWaiverDecision(
  { id, etag }: Waiver,
  action: WaiverAction,
  handlers: { onDecided: (waiver: Waiver) => void; onOutdated: () => void },
) {
  const api = useApi(pavedRoadApiRef);
  const [newest, setNewest] = useState<Waiver>();
  const [deciding, decide] = useAsyncFn(
    async (comment: string) => {
      const calls = {
        approve: () => api.approveWaiver(id, etag, comment || undefined),
        reject: () => api.rejectWaiver(id, etag, comment),
        revoke: () => api.revokeWaiver(id, etag, comment || undefined),
      };
      try {
        handlers.onDecided(await calls[action]());
      } catch (error) {
        if (!(error instanceof Error && isConflict(error))) {
          throw error;
        }
        handlers.onOutdated();
        const now = await api.getWaiver(id);
        if (now.etag === etag) {
          // It is another waiver that is in the way, and the service says which.
          throw error;
        }
        setNewest(now);
      }
    },
    [api, id, etag, action, handlers],
  );
  return {
    isPending: deciding.loading,
    error: deciding.error,
    /** What became of it meanwhile. */
    newest,
    decide,
  };
}
