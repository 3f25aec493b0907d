import { ConfigApi } from '@backstage/core-plugin-api';

export interface Person {
  entityRef: string;
  title: string;
  message: string;
  provider: 'guest' | 'demo';
}

/** The first person uses the guest provider of Backstage, the others the demo provider. */
export function readPeople(config: ConfigApi): Person[] {
  return (config.getOptionalConfigArray('pavedRoad.demo.people') ?? []).map(
    (person, index) => ({
      entityRef: person.getString('entityRef'),
      title: person.getString('title'),
      message: person.getString('message'),
      provider: index === 0 ? 'guest' : 'demo',
    }),
  );
}
