import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useMemo, useState } from 'react';

/** A list with its filters, under a name of the person. */
export type SavedView = {
  name: string;
  /** Path below the Paved Road page, such as `services`. */
  path: string;
  /** Query string with its question mark. */
  search: string;
};

const KEY = 'views';

/** The saved views of the person, in the settings of the portal. */
export function useSavedViews() {
  const storageApi = useApi(storageApiRef);
  const storage = useMemo(
    () => storageApi.forBucket('paved-road'),
    [storageApi],
  );
  const [{ presence, value: views = [] }, setSnapshot] = useState(() =>
    storage.snapshot<SavedView[]>(KEY),
  );
  useEffect(() => {
    const subscription = storage
      .observe$<SavedView[]>(KEY)
      .subscribe({ next: setSnapshot });
    return () => subscription.unsubscribe();
  }, [storage]);
  const without = (name: string) => views.filter(view => view.name !== name);
  return {
    /** False while the views are unknown; saving would replace all of them. */
    isLoaded: presence !== 'unknown',
    /** By name. */
    views,
    /** Replaces a view of the same name. */
    save: (view: SavedView) =>
      storage.set(
        KEY,
        [...without(view.name), view].sort((a, b) =>
          a.name.localeCompare(b.name),
        ),
      ),
    remove: (name: string) => storage.set(KEY, without(name)),
  };
}
