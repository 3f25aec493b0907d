import { Entity } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';
import { FilterPredicate } from '@backstage/filter-predicates';

const locationAnnotation = 'backstage.io/source-location';

/** The annotation with the repository of an entity. @public */
export interface RepositoryAnnotation {
  /** Such as `github.com/project-slug`. Its value is the path of the repository on its host. */
  annotation: string;
  /** URLs of the hosts of the portal's integrations, such as `https://github.com`. The first one is the default. */
  hosts: readonly string[];
}

/** A repository on a Git host. @public */
export interface HostedRepository {
  /** URL of the host, as in the integrations. */
  host: string;
  /** Path on the host, such as `acme/search`. */
  path: string;
}

/**
 * Creates a filter for entities with a repository on one of the hosts, by the annotation or the source location.
 *
 * @public
 */
export function hasRepositoryOn({
  annotation,
  hosts,
}: RepositoryAnnotation): FilterPredicate {
  const annotated = {
    [`metadata.annotations.${annotation}`]: { $exists: true },
  } as FilterPredicate;
  const located = hosts.map((host): FilterPredicate => ({
    [`metadata.annotations.${locationAnnotation}`]: {
      $hasPrefix: `url:${host}/`,
    },
  }));
  return { $any: [annotated, ...located] };
}

/**
 * Finds the repository of an entity: the annotation, otherwise the source location. The host comes from the source
 * location, if it is one of the hosts.
 *
 * @throws NotFoundError if it names none
 * @public
 */
export function findRepository(
  entity: Entity,
  { annotation, hosts }: RepositoryAnnotation,
): HostedRepository {
  const annotations = entity.metadata.annotations ?? {};
  const location = annotations[locationAnnotation] ?? '';
  const host = hosts.find(url => location.startsWith(`url:${url}/`));
  const path =
    annotations[annotation] ??
    (host && parseRepositoryPath(location.slice(`url:${host}/`.length)));
  const names = path?.split('/') ?? [];
  if (
    !path ||
    names.length < 2 ||
    names.some(name => !/^(?!\.+$)[\w.-]+$/.test(name))
  ) {
    throw new NotFoundError(
      path === undefined
        ? `The entity has no repository: set the annotation ${annotation}`
        : `${path} is not the path of a repository: correct the annotation ${annotation}`,
    );
  }
  return { host: host ?? hosts[0], path };
}

/** GitLab has nested groups and a `-` after the project; others have an owner and a name. */
function parseRepositoryPath(location: string): string {
  const [path] = location.split(/[?#]/);
  const [project, inProject] = path.split('/-/');
  const names = project.split('/').filter(name => name);
  return (inProject === undefined ? names.slice(0, 2) : names)
    .join('/')
    .replace(/\.git$/, '');
}

/**
 * Reads the share of the rate limits of a Git host to leave for others. Default: 0.1.
 *
 * @throws InputError if it is not a share
 * @public
 */
export function readReserve(config: Config, key: string): number {
  const reserve = config.getOptionalNumber(key) ?? 0.1;
  if (!(reserve >= 0 && reserve < 1)) {
    throw new InputError(
      `${key}: ${reserve} is not a share of a limit; use 0 to 0.9`,
    );
  }
  return reserve;
}
