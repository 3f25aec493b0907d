import type { TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  ModelDescription,
  PavedRoadApi,
  Question,
} from '@paved-road/plugin-paved-road-common';
import { toProfileValue } from '@paved-road/plugin-paved-road-common/advisor';
import { loadModel } from '../../data/model/ModelProvider';
import { fieldNames } from './fieldSchemas';

/** Adds titles and labels of the questions to the parameters of a template. Without the model, they stay unchanged. */
export async function describeProfiles(
  parameters: TemplateParameterSchema,
  pavedRoadApi: Pick<PavedRoadApi, 'getModel'>,
): Promise<TemplateParameterSchema> {
  const model = await loadModel(pavedRoadApi).catch(() => undefined);
  return model ? describeWith(model, parameters) : parameters;
}

function describeWith(
  { questions }: ModelDescription,
  parameters: TemplateParameterSchema,
): TemplateParameterSchema {
  return {
    ...parameters,
    steps: parameters.steps.map(step => ({
      ...step,
      schema: describeFields(step.schema, questions),
    })),
  };
}

function describeFields(
  schema: JsonObject,
  questions: readonly Question[],
): JsonObject {
  if (!isObject(schema.properties)) {
    return schema;
  }
  const fields = Object.entries(schema.properties).map(([name, field]) => [
    name,
    isObject(field) && field['ui:field'] === fieldNames.advisor
      ? { ...field, properties: profileProperties(questions) }
      : field,
  ]);
  return { ...schema, properties: Object.fromEntries(fields) };
}

/* Only titles and labels. The field validates answers itself, with better messages than the form. */
function profileProperties(questions: readonly Question[]): JsonObject {
  const groups = Map.groupBy(questions, ({ path }) => path.split('.')[0]);
  return Object.fromEntries(
    [...groups].map(([group, asked]) => [
      group,
      {
        properties: Object.fromEntries(
          asked.map(question => [
            question.path.split('.')[1],
            answerSchema(question),
          ]),
        ),
      },
    ]),
  );
}

function answerSchema({ path, title, answer }: Question): JsonObject {
  switch (answer.kind) {
    case 'number':
      // The title of a share already names what it is a share of.
      return answer.unit.startsWith('of ')
        ? { title }
        : { title: `${title} (${answer.unit})` };
    case 'scale':
      return {
        title,
        enum: answer.labels.map((_, index) => index + 1),
        enumNames: answer.labels.map(
          (label, index) => `${index + 1}: ${label}`,
        ),
      };
    default:
      return {
        title,
        enum: answer.options.map(({ value }) => toProfileValue(path, value)),
        enumNames: answer.options.map(({ label }) => label),
      };
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
