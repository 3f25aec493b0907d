import { questions } from '@paved-road/plugin-paved-road-common';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { templateFolder } from './__testUtils__/ExampleCatalog';

describe('form of the monolith template', () => {
  const template = parse(
    readFileSync(
      path.join(templateFolder, 'ai-monolith/template.yaml'),
      'utf8',
    ),
  );
  const { profile } = template.spec.parameters[1].properties;

  it('asks the questions of the profile, with their words and limits', () => {
    const asked = Object.entries<any>(profile.properties).flatMap(
      ([group, { properties }]) =>
        Object.entries<any>(properties).map(([field, schema]) => ({
          path: `${group}.${field}`,
          title: schema.title,
          help: schema.description,
          labels: schema.enumNames,
          values: schema.enum,
          minimum: schema.minimum,
          exclusiveMinimum: schema.exclusiveMinimum,
          maximum: schema.maximum,
          type: schema.type,
        })),
    );
    expect(asked).toEqual(
      questions.map(({ path: at, title, help, answer }) => ({
        path: at,
        title,
        help,
        ...expectedField(answer),
      })),
    );
  });
});

function expectedField(answer: (typeof questions)[number]['answer']) {
  switch (answer.kind) {
    case 'scale':
      return {
        type: ['integer', 'null'],
        values: [...answer.labels.map((_, index) => index + 1), null],
        labels: [
          ...answer.labels.map((label, index) => `${index + 1} - ${label}`),
          'Not sure',
        ],
      };
    case 'choice':
      return {
        type: ['string', 'null'],
        values: [...answer.options.map(({ value }) => value), null],
        labels: [...answer.options.map(({ label }) => label), 'Not sure'],
      };
    default:
      return {
        type: [answer.integer ? 'integer' : 'number', 'null'],
        ...(answer.exclusiveMin
          ? { exclusiveMinimum: answer.min }
          : { minimum: answer.min }),
        maximum: answer.max,
      };
  }
}
