import { Entity } from '@backstage/catalog-model';
import { waitFor } from '@testing-library/react';

const componentOf = (type: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'search' },
  spec: { type },
});

describe('conditions of classic pages', () => {
  it('follow the config of the app', async () => {
    Object.assign(window, {
      __APP_CONFIG__: {
        pavedRoad: {
          scorecards: {
            filter: { 'spec.type': 'website' },
            tabFilter: { 'spec.type': 'library' },
          },
        },
      },
    });
    const { isArchitectureAvailable, isScorecardAvailable } =
      await import('./entityConditions');
    const tabsOf = (type: string) => [
      isArchitectureAvailable(componentOf(type)),
      isScorecardAvailable(componentOf(type)),
    ];
    await waitFor(() => expect(tabsOf('website')).toEqual([true, true]));
    expect(tabsOf('library')).toEqual([false, true]);
    expect(tabsOf('ai-service')).toEqual([false, false]);
  });
});
