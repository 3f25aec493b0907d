import { readYaml, schemaProblems } from '../../yaml/readYaml';
import { extensionProblems } from './extensionProblems';
import { ModelExtension, modelExtensionSchema } from './modelExtension';

/**
 * Parses an extension of the decision model from YAML.
 *
 * @param source - name of the file, for messages
 * @throws InputError that names every problem with file, line, column and field
 * @public
 */
export function parseModelExtension(
  text: string,
  source: string,
): ModelExtension {
  const file = readYaml(text, 'model extension', source);
  const result = modelExtensionSchema.safeParse(file.value, {
    reportInput: true,
  });
  if (!result.success) {
    return file.refuse(schemaProblems(result.error));
  }
  const problems = extensionProblems(result.data);
  if (problems.length > 0) {
    return file.refuse(problems);
  }
  return result.data;
}
