import { useApi } from '@backstage/core-plugin-api';
import { PreviewChangeKind } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../../api';

/** Which services the list shows. */
export interface ChangeFilter {
  kind?: PreviewChangeKind;
  check?: string;
}

/** One page of the services that would change. */
export function useChangedServices(
  previewId: string,
  { kind, check }: ChangeFilter,
  limit: number,
) {
  const api = useApi(pavedRoadApiRef);
  /** The cursors of the pages up to the one that is shown, of these services. */
  const [position, setPosition] = useState({ of: '', cursors: [''] });
  const of = `${previewId} ${kind ?? ''} ${check ?? ''} ${limit}`;
  const cursors = position.of === of ? position.cursors : [];
  const cursor = cursors.at(-1);
  const page = useAsyncRetry(
    () => api.listPreviewChanges(previewId, { kind, check, limit, cursor }),
    [api, previewId, kind, check, limit, cursor],
  );
  return {
    page,
    cursors: {
      cursor,
      pagesBefore: cursors.length,
      next: (next: string) => setPosition({ of, cursors: [...cursors, next] }),
      previous: () => setPosition({ of, cursors: cursors.slice(0, -1) }),
    },
  };
}
