import { ComponentType, useEffect, useState } from 'react';

const loaded = new WeakMap<object, unknown>();

/**
 * A component whose code loads when it is first shown; undefined until then. With `lazy`, React would hold back a
 * placeholder that follows another one, such as Backstage's, for half a second.
 *
 * @param load - must be the same function each time
 */
export function useLoadedComponent<P>(
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> | undefined {
  const [component, setComponent] = useState(
    () => loaded.get(load) as ComponentType<P> | undefined,
  );
  useEffect(() => {
    load().then(
      result => {
        loaded.set(load, result);
        setComponent(() => result);
      },
      error =>
        setComponent(() => {
          throw error;
        }),
    );
  }, [load]);
  return component;
}
