import {
  configApiRef,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  mockApis,
} from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { JsonObject } from '@backstage/types';
import plugin from './plugin';

const component = (type: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'search' },
  spec: { type },
});

describe.each([
  ['the card', 'entity-card:paved-road/overview', EntityCardBlueprint],
  [
    'the Architecture tab',
    'entity-content:paved-road/architecture',
    EntityContentBlueprint,
  ],
  [
    'the Scorecard tab',
    'entity-content:paved-road/scorecard',
    EntityContentBlueprint,
  ],
] as const)('%s', (_, id, { dataRefs }) => {
  const typesWith = (config: JsonObject) => {
    const filter = createExtensionTester(plugin.getExtension(id), {
      apis: [
        [configApiRef, mockApis.config({ data: config })],
        [translationApiRef, mockApis.translation()],
      ],
    }).get(dataRefs.filterFunction);
    return ['ai-service', 'service'].filter(type => filter?.(component(type)));
  };

  it('stands on the pages of what the config counts as AI services', () => {
    expect(typesWith({})).toEqual(['ai-service']);
    expect(
      typesWith({
        pavedRoad: { scorecards: { filter: { 'spec.type': 'service' } } },
      }),
    ).toEqual(['service']);
  });
});
