import { Validator } from '@seriousme/openapi-schema-validator';

/** Validates a document against its version of OpenAPI. */
export async function openApiFindings(
  document: Record<string, unknown>,
): Promise<unknown[]> {
  const { valid, errors } = await new Validator().validate(document);
  return valid ? [] : [errors ?? 'unknown'].flat();
}
