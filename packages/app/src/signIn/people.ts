import { ConfigApi } from '@backstage/core-plugin-api';

/** Somebody whom the demo's sign-in page offers. */
export interface Person {
  entityRef: string;
  title: string;
  message: string;
  /** Auth provider that signs this person in. */
  provider: 'guest' | 'demo';
}

/** The first person enters through the platform's guest provider, the others through the demo's. */
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
