import { PackProblem } from '@paved-road/plugin-paved-road-common';
import { useCallback, useMemo, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import useSessionStorage from 'react-use/esm/useSessionStorage';
import { usePavedRoadApi } from '../../../data/api';
import { useAction } from '../../../data/queries/useAction';
import { readPack } from './packText';

export interface PackDraft {
  text: string;
  /** The initial text, to detect changes. */
  origin: string;
  /** The last requested preview. */
  preview?: {
    id: string;
    /** The text of the request. */
    text: string;
  };
}

/* Raise the version when the shape of PackDraft changes. */
const KEY = 'paved-road/rule-pack/v1';

/** Milliseconds after the last key press before the text is parsed. */
const TYPING = 400;

/** The current draft of a rule pack. Replacing or discarding changes needs a confirmation. */
export function usePackDraft() {
  const api = usePavedRoadApi();
  const [stored, store] = useSessionStorage<PackDraft | null>(KEY, null);
  const draft = stored ?? undefined;
  /** The new draft that waits for confirmation. */
  const [replacement, setReplacement] = useState<{ draft?: PackDraft }>();
  const isWork = draft !== undefined && draft.text !== draft.origin;
  const begin = useCallback(
    (next: PackDraft | undefined) =>
      isWork ? setReplacement({ draft: next }) : store(next ?? null),
    [isWork, store],
  );
  const editing = useAction(async (packName: string) => {
    const text = await api.getRulePackText(packName);
    begin({ text, origin: text });
  });
  return {
    draft,
    change: store as (next: PackDraft) => void,
    discard: () => begin(undefined),
    editing,
    replacing: replacement && {
      confirm: () => {
        store(replacement.draft ?? null);
        setReplacement(undefined);
      },
      keep: () => setReplacement(undefined),
    },
  };
}

/**
 * Debounced content and problems of a rule pack.
 *
 * @param refusal - problems that the service found in a text
 */
export function usePackProblems(
  text: string,
  refusal: { text: string; problems: PackProblem[] } | undefined,
) {
  const [settled, setSettled] = useState(text);
  useDebounce(() => setSettled(text), TYPING, [text]);
  const read = useMemo(() => readPack(settled), [settled]);
  return refusal?.text === text
    ? { pack: read.pack, problems: refusal.problems }
    : read;
}
