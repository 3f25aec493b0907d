import { Config } from '@backstage/config';

/** Entity references of the users that the demo's sign-in page offers. */
export function readDemoPeople(config: Config): string[] {
  return config
    .getConfigArray('pavedRoad.demo.people')
    .map(person => person.getString('entityRef'));
}
