import { Spec, Validation } from '@cyclonedx/cyclonedx-library';

/** What the schema of CycloneDX says against a bill of materials. */
export async function sbomFindings(text: string): Promise<unknown[]> {
  const { specVersion } = JSON.parse(text);
  const validator = new Validation.JsonStrictValidator(
    specVersion as Spec.Version,
  );
  const finding = await validator.validate(text);
  return finding ? [finding].flat() : [];
}
