import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  Campaign,
  NewCampaignInput,
} from '@paved-road/plugin-paved-road-common';
import { useCallback, useRef, useState } from 'react';
import { pavedRoadApiRef } from '../../api';
import { newIdempotencyKey } from '../../components/newIdempotencyKey';

/** Begins the campaign of a form: one, however often the form is sent because no answer came. */
export function useBeginCampaign(): (
  content: NewCampaignInput,
) => Promise<Campaign> {
  const api = useApi(pavedRoadApiRef);
  const [idempotencyKey] = useState(newIdempotencyKey);
  const sent = useRef(new Set<string>());
  return useCallback(
    async content => {
      const text = JSON.stringify(content);
      sent.current.add(text);
      try {
        const begun = await api.createCampaign({ ...content, idempotencyKey });
        // It may have begun with what the form said before, when the answer was lost.
        return sent.current.size === 1
          ? begun
          : await api.updateCampaign(begun.id, begun.etag, content);
      } catch (error) {
        if (error instanceof ResponseError && error.statusCode < 500) {
          sent.current.delete(text);
        }
        throw error;
      }
    },
    [api, idempotencyKey],
  );
}
