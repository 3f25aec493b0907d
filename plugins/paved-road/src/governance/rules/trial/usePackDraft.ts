import useSessionStorage from 'react-use/esm/useSessionStorage';

/** A rule pack that somebody works on. */
export interface PackDraft {
  text: string;
  /** What it began with, to tell whether there is work in it. */
  origin: string;
  /** The preview that was asked for last. */
  preview?: {
    id: string;
    /** What it was asked for with. */
    text: string;
  };
}

/* The version belongs to the shape of PackDraft. */
const KEY = 'paved-road/rule-pack/v1';

/** Keeps the rule pack that somebody works on in the tab of their browser. */
export function usePackDraft() {
  const [draft, setDraft] = useSessionStorage<PackDraft | null>(KEY, null);
  return { draft: draft ?? undefined, setDraft };
}
