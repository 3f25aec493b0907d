/** An image in a registry, by a tag. */
export interface TaggedImage {
  /** Of the registry, such as registry.example.com:5000. */
  host: string;
  /** In the registry, such as library/nginx. */
  name: string;
  tag: string;
}

/** Without digest and tag, but with the port of a registry. */
export function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

/**
 * Where a runtime finds an image, with the defaults of Docker.
 *
 * @returns undefined for one that only has a digest, or that is no image
 */
export function taggedImageOf(image: string): TaggedImage | undefined {
  const repository = repositoryOf(image);
  const [tagged, digest] = image.split('@');
  const tag = tagged.slice(repository.length + 1) || (digest ? '' : 'latest');
  const [first, ...rest] = repository.split('/');
  const hasHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const host = hasHost ? first : 'docker.io';
  const path = hasHost ? rest : [first, ...rest];
  const parts =
    host === 'docker.io' && path.length === 1 ? ['library', ...path] : path;
  // As the specification of OCI has them; nothing else may become a part of a URL.
  return /^\w[\w.-]{0,127}$/.test(tag) &&
    parts.every(part => /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/.test(part))
    ? { host, name: parts.join('/'), tag }
    : undefined;
}
