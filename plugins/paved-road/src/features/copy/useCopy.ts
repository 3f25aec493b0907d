import { useAction } from '../../data/queries/useAction';

/** Copies a text to the clipboard; `isCopied` until the text changes. */
export function useCopy(text: string | undefined) {
  const { run, value, isPending, error } = useAction(async () => {
    await navigator.clipboard.writeText(text ?? '');
    return text;
  });
  return {
    copy: () => void run(),
    isCopied: value !== undefined && value === text,
    isPending,
    error,
  };
}
