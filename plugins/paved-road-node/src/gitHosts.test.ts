import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { ConfigReader } from '@backstage/config';
import { readDeliveryOptions } from './delivery';
import { hasRepositoryOn, readReserve, findRepository } from './gitHosts';

const entity = (annotations?: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'search', annotations },
});

const github = {
  annotation: 'github.com/project-slug',
  hosts: ['https://github.com', 'https://ghe.example.com'],
};
const gitlab = {
  annotation: 'gitlab.com/project-slug',
  hosts: ['https://git.example.com/gitlab'],
};
const slug = (path: string) => ({ 'github.com/project-slug': path });
const location = (url: string) => ({ 'backstage.io/source-location': url });

describe('the repository of an entity', () => {
  it.each([
    ['acme/search', 'https://github.com', github, slug('acme/search')],
    [
      'acme/search',
      'https://ghe.example.com',
      github,
      {
        ...slug('acme/search'),
        ...location('url:https://ghe.example.com/acme/catalog/tree/main/'),
      },
    ],
    [
      'acme/search',
      'https://github.com',
      github,
      location('url:https://github.com/acme/search/tree/main/docs/?a=b'),
    ],
    [
      'acme/search',
      'https://github.com',
      github,
      location('url:https://github.com/acme/search.git'),
    ],
    [
      'acme/team/search',
      'https://git.example.com/gitlab',
      gitlab,
      location(
        'url:https://git.example.com/gitlab/acme/team/search/-/tree/main/',
      ),
    ],
  ])('is %s on %s', (path, host, options, annotations) => {
    const found = entity(annotations);
    expect(findRepository(found, options)).toEqual({ host, path });
    expect(
      filterPredicateToFilterFunction(hasRepositoryOn(options))(found),
    ).toBe(true);
  });

  it.each([
    [undefined, 'The entity has no repository: set the annotation'],
    [
      location('url:https://github.com.evil.example/acme/search'),
      'The entity has no repository: set the annotation',
    ],
    [
      slug('acme'),
      'acme is not the path of a repository: correct the annotation',
    ],
    [slug('acme/a b'), 'acme/a b is not the path of a repository'],
    [slug('../search?x'), '../search?x is not the path of a repository'],
    [slug('../..'), '../.. is not the path of a repository'],
  ])('is none for %j', (annotations, message) => {
    expect(() => findRepository(entity(annotations), github)).toThrow(message);
  });

  it('is looked for only where an entity names one', () => {
    const covers = filterPredicateToFilterFunction(hasRepositoryOn(github));
    expect(covers(entity())).toBe(false);
    expect(covers(entity(location('url:https://gitlab.com/acme/search')))).toBe(
      false,
    );
  });
});

describe('the config', () => {
  it('has defaults', () => {
    const config = new ConfigReader({});
    expect(readReserve(config, 'pavedRoad.github.reserve')).toBe(0.1);
    expect(readDeliveryOptions(config)).toEqual({
      environments: ['production'],
      releases: false,
      incidentLabel: 'incident',
    });
  });

  it('is refused with its key', () => {
    const config = new ConfigReader({
      pavedRoad: { github: { reserve: 1 }, delivery: { environments: [] } },
    });
    expect(() => readReserve(config, 'pavedRoad.github.reserve')).toThrow(
      'pavedRoad.github.reserve: 1 is not a share of a limit; use 0 to 0.9',
    );
    expect(() => readDeliveryOptions(config)).toThrow(
      'pavedRoad.delivery.environments: name at least one environment',
    );
  });
});
