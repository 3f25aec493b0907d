import { ComponentType } from 'react';

/** Loads a part of a page together with the router that it needs, or with the layout of a whole page. */
export const inRouter =
  (
    load: () => Promise<ComponentType>,
    parts: 'InRouter' | 'InPage' = 'InRouter',
  ) =>
  async () => {
    const [Part, { [parts]: Around }] = await Promise.all([
      load(),
      import('./pageParts'),
    ]);
    return (
      <Around>
        <Part />
      </Around>
    );
  };
