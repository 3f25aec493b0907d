import { Validator } from '@seriousme/openapi-schema-validator';

/** What the schema of its version of OpenAPI says against a document. */
export async function openApiFindings(
  document: Record<string, unknown>,
): Promise<unknown[]> {
  const { valid, errors } = await new Validator().validate(document);
  return valid ? [] : [errors ?? 'unknown'].flat();
}
