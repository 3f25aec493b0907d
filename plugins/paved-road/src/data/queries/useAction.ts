import { useMutation } from '@tanstack/react-query';
import { usePavedRoadQueries } from './queryClient';

/** A request that a person starts. */
export interface Action<Args extends unknown[], T> {
  /** Resolves to the result, or to undefined after a failure, which `error` describes. */
  run: (...args: Args) => Promise<T | undefined>;
  isPending: boolean;
  /** Of the last run. */
  error?: Error;
  /** Of the last run that succeeded. */
  value?: T;
  /** Forgets error and result. */
  reset: () => void;
}

/** Runs a change or an export on request, with its state. */
export function useAction<Args extends unknown[], T>(
  act: (...args: Args) => Promise<T>,
): Action<Args, T> {
  const { mutateAsync, isPending, error, data, reset } = useMutation(
    { mutationFn: (args: Args) => act(...args) },
    usePavedRoadQueries(),
  );
  return {
    run: (...args) => mutateAsync(args).catch(() => undefined),
    isPending,
    error: error ?? undefined,
    value: data,
    reset,
  };
}
