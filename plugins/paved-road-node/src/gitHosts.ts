import { Entity } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';
import { FilterPredicate } from '@backstage/filter-predicates';

const locationAnnotation = 'backstage.io/source-location';

/** How entities name their repository. @public */
export interface RepositoryAnnotation {
  /** Such as `github.com/project-slug`. Its value is the path of the repository on its host. */
  annotation: string;
  /** URLs of the hosts of the portal's integrations, such as `https://github.com`. The first one is the default. */
  hosts: readonly string[];
}

/** A repository on a Git host. @public */
export interface HostedRepository {
  /** URL of the host, one of those of the integrations. */
  host: string;
  /** Path on the host, such as `acme/search`. */
  path: string;
}

/**
 * The entities that name a repository on one of the hosts, by the annotation or by their source location.
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
 * The repository of an entity: the annotation, on the host of the source location if that is one of the hosts; or else the
 * repository of the source location.
 *
 * @throws NotFoundError if it names none
 * @public
 */
export function repositoryOf(
  entity: Entity,
  { annotation, hosts }: RepositoryAnnotation,
): HostedRepository {
  const annotations = entity.metadata.annotations ?? {};
  const location = annotations[locationAnnotation] ?? '';
  const host = hosts.find(url => location.startsWith(`url:${url}/`));
  const path =
    annotations[annotation] ??
    (host && pathOf(location.slice(`url:${host}/`.length)));
  const names = path?.split('/') ?? [];
  if (
    !path ||
    names.length < 2 ||
    names.some(name => !/^(?!\.+$)[\w.-]+$/.test(name))
  ) {
    throw new NotFoundError(
      path === undefined
        ? `The entity names no repository: set the annotation ${annotation}`
        : `${path} is no path of a repository: correct the annotation ${annotation}`,
    );
  }
  return { host: host ?? hosts[0], path };
}

/** GitLab separates the project from what is in it by `-`, since it has groups in groups; others have two names. */
function pathOf(location: string): string {
  const [path] = location.split(/[?#]/);
  const [project, inProject] = path.split('/-/');
  const names = project.split('/').filter(name => name);
  return (inProject === undefined ? names.slice(0, 2) : names)
    .join('/')
    .replace(/\.git$/, '');
}

/**
 * Reads the share of the limits of a Git host that a collector leaves for others, by default a tenth.
 *
 * @throws InputError if it is none
 * @public
 */
export function readReserve(config: Config, key: string): number {
  const reserve = config.getOptionalNumber(key) ?? 0.1;
  if (!(reserve >= 0 && reserve < 1)) {
    throw new InputError(
      `${key}: ${reserve} is no share of a limit; use 0 up to 0.9`,
    );
  }
  return reserve;
}
