export interface TaggedImage {
  /** Host of the registry, such as registry.example.com:5000. */
  host: string;
  /** Name in the registry, such as library/nginx. */
  name: string;
  tag: string;
}

/** Removes digest and tag, but not the port of the registry. */
export function removeTagAndDigest(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

/**
 * Parses the name of an image with the defaults of Docker.
 *
 * @returns undefined without a tag, or if it is not an image
 */
export function parseTaggedImage(image: string): TaggedImage | undefined {
  const repository = removeTagAndDigest(image);
  const [tagged, digest] = image.split('@');
  const tag = tagged.slice(repository.length + 1) || (digest ? '' : 'latest');
  const [first, ...rest] = repository.split('/');
  const hasHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const host = hasHost ? first : 'docker.io';
  const path = hasHost ? rest : [first, ...rest];
  const parts =
    host === 'docker.io' && path.length === 1 ? ['library', ...path] : path;
  // The names that OCI allows. Others must not become part of a URL.
  return /^\w[\w.-]{0,127}$/.test(tag) &&
    parts.every(part => /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/.test(part))
    ? { host, name: parts.join('/'), tag }
    : undefined;
}
