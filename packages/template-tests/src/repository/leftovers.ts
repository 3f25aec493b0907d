import { GeneratedService } from '../testing/portal';

/** Expressions of the template language; `${{ github.ref }}` belongs to pipelines. */
const unrendered = /\$\{\{-? *\(?(values|parameters)\b|\{%/;

/**
 * Finds files with leftovers of the template.
 *
 * @param marker - a word in every line that the user wrote
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
