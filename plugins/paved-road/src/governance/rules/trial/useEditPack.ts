import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../../../api';
import { PackDraft, usePackDraft } from './usePackDraft';

/**
 * The rule pack that somebody works on, which they can begin with an active one or throw away. Where there is work in
 * it, they are asked first.
 *
 * @param onEdit - called when an active pack is about to be edited
 */
export function useEditPack(onEdit: () => void) {
  const api = useApi(pavedRoadApiRef);
  const { draft, setDraft: keep } = usePackDraft();
  /** What takes the place of the draft once the person has agreed. */
  const [replacement, setReplacement] = useState<{ draft: PackDraft | null }>();
  const isWork = draft !== undefined && draft.text !== draft.origin;
  const begin = useCallback(
    (next: PackDraft | null) =>
      isWork ? setReplacement({ draft: next }) : keep(next),
    [isWork, keep],
  );
  const [editing, edit] = useAsyncFn(
    async (packName: string) => {
      onEdit();
      const text = await api.getRulePackText(packName);
      begin({ text, origin: text });
    },
    [api, onEdit, begin],
  );
  return {
    draft,
    change: keep,
    discard: () => begin(null),
    editing,
    edit,
    replacing: replacement && {
      confirm: () => {
        keep(replacement.draft);
        setReplacement(undefined);
      },
      keep: () => setReplacement(undefined),
    },
  };
}
