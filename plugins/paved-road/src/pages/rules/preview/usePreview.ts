import { useApi } from '@backstage/core-plugin-api';
import {
  parsePackProblems,
  RulesPreview,
} from '@paved-road/plugin-paved-road-common';
import { useRef, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import useInterval from 'react-use/esm/useInterval';
import useMount from 'react-use/esm/useMount';
import { pavedRoadApiRef } from '../../../data/api';
import { PackDraft } from './usePackDraft';

/** Poll interval of a running preview in milliseconds. */
const PAUSE = 1000;

/** Starts, follows and cancels the preview of a draft. */
export function usePreview(
  draft: PackDraft | undefined,
  onStarted: (started: NonNullable<PackDraft['preview']>) => void,
) {
  const api = useApi(pavedRoadApiRef);
  const [preview, setPreview] = useState<RulesPreview>();
  const id = draft?.preview?.id;
  const shown = preview?.id === id ? preview : undefined;
  const latestId = useRef(id);
  latestId.current = id;

  const [starting, start] = useAsyncFn(
    async (text: string) => {
      try {
        const started = await api.startPreview({ pack: text });
        setPreview(started);
        onStarted({ id: started.id, text });
        return { text };
      } catch (error) {
        const problems = parsePackProblems(error);
        if (problems.length > 0) {
          return { text, problems };
        }
        throw error;
      }
    },
    [api, onStarted],
  );
  const [following, follow] = useAsyncFn(
    async (previewId: string) => {
      const found = await api.getPreview(previewId);
      // Another preview may have started.
      if (found.id === latestId.current) {
        setPreview(found);
      }
    },
    [api],
  );
  const [cancelling, cancel] = useAsyncFn(
    async (previewId: string) => {
      try {
        setPreview(await api.cancelPreview(previewId));
      } catch (error) {
        // It may have ended meanwhile; show its result.
        setPreview(await api.getPreview(previewId));
        throw error;
      }
    },
    [api],
  );
  // Resume a running preview.
  useMount(() => {
    if (id !== undefined) {
      void follow(id);
    }
  });
  useInterval(
    () => shown && follow(shown.id),
    shown?.state === 'running' && !following.loading ? PAUSE : null,
  );
  return {
    preview: shown,
    starting,
    start,
    /** The refused text with its problems. */
    refusal:
      starting.value && 'problems' in starting.value && !starting.loading
        ? (starting.value as Required<typeof starting.value>)
        : undefined,
    followError: following.error,
    cancelling,
    cancel,
  };
}
