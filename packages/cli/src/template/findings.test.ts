import fc from 'fast-check';
import { checkFiles, checkTemplate, compareFiles } from './findings';
import { evaluated } from './form';
import { findReferences } from './references';
import { Template } from './Template';

const file = (path: string, text: string) => ({
  path,
  content: Buffer.from(text),
});

function template(spec: {
  parameters?: object;
  steps?: { action?: string; if?: string; input?: Record<string, unknown> }[];
  output?: object;
}): Template {
  const { parameters = [], steps = [], ...others } = spec;
  const pages = [parameters].flat() as Record<string, unknown>[];
  const numbered = steps.map((step, index) => ({
    action: 'fetch:template',
    ...step,
    id: `step-${index + 1}`,
  }));
  return {
    file: 'template.yaml',
    text: '',
    entity: {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      spec: { parameters: pages, steps: numbered, ...others },
    },
    form: { allOf: pages },
    steps: numbered,
    files: [],
  };
}

const check = (spec: Parameters<typeof template>[0]) =>
  checkTemplate(template(spec), new Set(['fetch:template', 'debug:log'])).map(
    ({ kind, subject }) => `${kind} ${subject}`,
  );

describe('checks of a template', () => {
  const name = { properties: { name: { type: 'string' } } };
  const uses = (expression: string) => [{ input: { values: { expression } } }];

  it('does not judge parameters of pages in other files', () => {
    const pages = [{ $yaml: './form.yaml' }];
    const steps = uses('${{ parameters.name }}');
    expect(check({ parameters: pages, steps })).toEqual([]);
  });

  it('finds actions that are not installed', () => {
    expect(check({ steps: [{ action: 'publish:nowhere' }] })).toEqual([
      'missing-action step-1',
    ]);
  });

  it.each([
    ['${{ parameters.name }}', []],
    ["${{ parameters['name'] | upper }}", []],
    ['{% if parameters.name %}x{% endif %}', []],
    ['${{ parameters }}', []],
    ['${{ parameters[x] }}', []],
    ["${{ 'parameters.other' if parameters.name }}", []],
    ['${{ x.parameters.other or parameters.name }}', []],
    ['parameters.name', ['unused-parameter name']],
    [
      '${{ parameters.other }}',
      ['undeclared-parameter other', 'unused-parameter name'],
    ],
  ])('reads %s', (expression, findings) => {
    expect(check({ parameters: name, steps: uses(expression) })).toEqual(
      findings,
    );
  });

  it('finds parameters in alternatives, conditions and outputs', () => {
    const parameters = {
      properties: { kind: { enum: ['a', 'b'] }, note: { type: 'null' } },
      dependencies: {
        kind: {
          oneOf: [
            {
              properties: {
                kind: { const: 'a' },
                inner: { type: 'string' },
              },
            },
          ],
        },
      },
      if: { properties: { toggle: { const: true } } },
      then: { properties: { toggle: {}, late: {}, hint: {} } },
      allOf: [
        { properties: { text: { title: 'like ${{ parameters.hint }}' } } },
      ],
    };
    expect(
      check({
        parameters,
        steps: [{ if: '${{ parameters.inner }}' }],
        output: { text: '${{ parameters.text }}' },
      }),
    ).toEqual(['unused-parameter late']);
  });

  it('reads any text without an error, and any name that it uses', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.stringMatching(/^[a-z]\w{0,9}$/),
        (text, used) => {
          const value = [text, { [text]: `\${{ f(parameters.${used}) }}` }];
          expect(findReferences(value, 'parameters').names).toContain(used);
        },
      ),
    );
  });
});

describe('checks of generated files', () => {
  const checkText = async (path: string, text: string) =>
    (
      await checkFiles(
        [file(path, text)],
        template({ parameters: { properties: { name: {} } } }),
      )
    ).map(({ kind }) => kind);
  const entity = [
    'apiVersion: backstage.io/v1alpha1',
    'kind: Component',
    'metadata: { name: search }',
    'spec: { type: service, lifecycle: production, owner: team-a }',
  ].join('\n');

  it.each([
    ['a.txt', 'Nothing', []],
    ['a.txt', 'name: ${{ values.name }}', ['leftover-syntax']],
    ['a.txt', '{%- if values.name %}', ['leftover-syntax']],
    ['a.txt', '{{ cookiecutter.name }}', ['leftover-syntax']],
    ['a.txt', '${{ parameters.name }}', ['leftover-syntax']],
    ['azure-pipelines.yml', '${{ parameters.environment }}', []],
    ['.github/workflows/a.yml', '${{ secrets.TOKEN }}', []],
    ['chart/a.yaml', '{{ .Values.name }} {{- if .Values.x }}', []],
    ['a.j2', '{% for item in items %}{{ item }}{% endfor %}', []],
    [
      'template.yaml',
      'apiVersion: scaffolder.backstage.io/v1beta3\nurl: ${{ parameters.name }}',
      [],
    ],
    ['a.txt', 'text: ${{ 7191 * 719100007 }} {% if', []],
    ['a.txt', `text: ${evaluated}`, ['evaluated-text']],
    ['a.ts', `const key = 'AKIA${'Q7RSTUVWXYZ23456'}'`, ['secret']],
    ['a.txt', 'secret-of-the-template-test-TOKEN', ['secret']],
    ['catalog-info.yaml', entity, []],
    [
      'deploy/entity.yaml',
      entity.replace('search', '"a b"'),
      ['invalid-entity'],
    ],
    [
      'catalog-info.yaml',
      entity.replace(', owner: team-a', ''),
      ['invalid-entity'],
    ],
    ['catalog-info.yaml', `${entity}\n  x`, ['invalid-entity']],
    [
      'catalog-info.yaml',
      entity
        .replace('Component', 'API')
        .replace('team-a', 'team-a, definition: { $text: ./openapi.yaml }'),
      [],
    ],
  ])('reads %s: %s', async (path, text, kinds) => {
    expect(await checkText(path, text)).toEqual(kinds);
  });

  it('compares two runs', () => {
    const [a, b] = [file('a', '1'), file('b', '2')];
    expect(compareFiles([a, b], [b, a])).toEqual([]);
    expect(
      compareFiles([a, b], [a, file('b', '3'), file('c', '')]).map(
        ({ subject }) => subject,
      ),
    ).toEqual(['b', 'c']);
  });
});
