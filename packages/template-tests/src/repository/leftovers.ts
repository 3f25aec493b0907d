import { GeneratedService } from '../testing/portal';

/** Text by the language of templates; `${{ github.ref }}` is a language of pipelines. */
const unrendered = /\$\{\{-? *\(?(values|parameters)\b|\{%/;

/**
 * Files in which something of the template is left.
 *
 * @param marker - a word that stands in every line that a user has written
 */
export async function leftovers(
  service: GeneratedService,
  marker: string,
): Promise<string[]> {
  const files = await service.files();
  return files.filter(file =>
    service
      .read(file)
      .split('\n')
      .some(line => unrendered.test(line) && !line.includes(marker)),
  );
}
