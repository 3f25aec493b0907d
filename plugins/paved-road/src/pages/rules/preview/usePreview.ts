import { parsePackProblems } from '@paved-road/plugin-paved-road-common';
import { usePavedRoadApi } from '../../../data/api';
import { usePavedRoadQueries } from '../../../data/queries/queryClient';
import { useAction } from '../../../data/queries/useAction';
import { useData } from '../../../data/queries/useData';
import { PackDraft } from './usePackDraft';

/** Poll interval of a running preview in milliseconds. */
const PAUSE = 1000;

const getKey = (id: string | undefined) => ['preview', id];

/** Starts, follows and cancels the preview of a draft. */
export function usePreview(
  draft: PackDraft,
  onStarted: (started: NonNullable<PackDraft['preview']>) => void,
) {
  const api = usePavedRoadApi();
  const client = usePavedRoadQueries();
  const id = draft.preview?.id;
  // Resumes a running preview.
  const following = useData(
    getKey(id),
    async () => (id === undefined ? undefined : await api.getPreview(id)),
    {
      interval: preview => preview?.state === 'running' && PAUSE,
      keepsLastKey: false,
    },
  );
  const starting = useAction(async (text: string) => {
    try {
      const started = await api.startPreview({ pack: text });
      onStarted({ id: started.id, text });
      return { text, problems: [] };
    } catch (error) {
      const problems = parsePackProblems(error);
      if (problems.length > 0) {
        return { text, problems };
      }
      throw error;
    }
  });
  const cancelling = useAction(async (previewId: string) => {
    try {
      return await api.cancelPreview(previewId);
    } finally {
      // If it fails, the preview may have ended meanwhile.
      await client.invalidateQueries({ queryKey: getKey(previewId) });
    }
  });
  return {
    preview: following.value,
    starting,
    /** The refused text with its problems. */
    refusal: starting.value?.problems.length ? starting.value : undefined,
    followError: following.error,
    cancelling,
  };
}
