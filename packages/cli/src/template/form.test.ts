import Ajv from 'ajv';
import fc from 'fast-check';
import { deriveCases } from './form';

const derive = (page: object, given = {}) =>
  Object.fromEntries(
    deriveCases(page as Record<string, unknown>, given).map(
      ({ name, values }) => [name, values],
    ),
  );

describe('derived cases', () => {
  it('have defaults, awkward texts and each choice', () => {
    const cases = derive({
      required: ['name'],
      properties: {
        name: { type: 'string', pattern: '^[a-z0-9-]+$', maxLength: 20 },
        text: { type: 'string' },
        size: { enum: ['small', 'large'], default: 'large' },
        repoUrl: {
          type: 'string',
          'ui:field': 'RepoUrlPicker',
        },
      },
    });
    const name = 'sample-name';
    expect(cases.defaults).toEqual({ name, size: 'large' });
    expect(cases['empty optional']).toEqual({ name });
    expect(cases.longest).toMatchObject({
      name: 'sample-namexxxxxxxxx',
      text: expect.stringMatching(/^sample-textx{109}$/),
    });
    expect(cases.quotes).toEqual({
      name,
      text: `It's a "quoted" \\ text: #1 & <more>`,
      size: 'large',
      repoUrl: expect.stringMatching(
        /^github\.com\?.*owner=sample-owner.*repo=sample-repo/,
      ),
    });
    expect(cases['template syntax'].text).toMatch(/\$\{\{ 7191 \* \d+ \}\}/);
    expect([cases['choice 1'].size, cases['choice 2']]).toEqual([
      'small',
      undefined,
    ]);
  });

  it('fill what a choice asks for, and what the plan gives', () => {
    const cases = derive(
      {
        required: ['kind'],
        properties: { kind: { enum: ['a', 'b'] }, on: { type: 'boolean' } },
        dependencies: {
          kind: {
            oneOf: [
              {
                required: ['x'],
                properties: { kind: { enum: ['a'] }, x: { type: 'integer' } },
              },
              {
                required: ['y'],
                properties: { kind: { const: 'b' }, y: { type: 'string' } },
              },
            ],
          },
        },
        if: { properties: { on: { const: true } }, required: ['on'] },
        then: { required: ['z'], properties: { z: { type: 'string' } } },
      },
      { z: 'given' },
    );
    expect(cases['all fields']).toEqual({
      kind: 'a',
      on: true,
      x: 1,
      z: 'given',
    });
    expect(cases['choice 2']).toEqual({
      kind: 'b',
      on: false,
      y: 'sample-y',
      z: 'given',
    });
  });

  const field = fc.oneof(
    fc.record({
      type: fc.constant('string'),
      minLength: fc.integer({ min: 0, max: 5 }),
      maxLength: fc.integer({ min: 6, max: 80 }),
    }),
    fc.record({
      type: fc.constant('string'),
      pattern: fc.constantFrom('^[a-z-]+$', '^\\d+$', '^[A-Z_]+$', '^v?\\d\\.'),
    }),
    fc.record({
      type: fc.constant('integer'),
      minimum: fc.integer({ min: -5, max: 5 }),
    }),
    fc.record({
      enum: fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 }),
    }),
    fc.constant({ type: 'boolean' }),
    fc.constant({ type: 'null' }),
    fc.constant({ type: 'array', items: { enum: ['a'] }, minItems: 1 }),
  );

  it('satisfy any schema of common fields', () => {
    const ajv = new Ajv({ strict: false });
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), field, { maxKeys: 6 }),
        fc.infiniteStream(fc.boolean()),
        (properties, coins) => {
          const required = Object.keys(properties).filter(
            () => coins.next().value,
          );
          const page = { type: 'object', properties, required };
          for (const { values } of deriveCases(page, {})) {
            expect([values, ajv.validate(page, values)]).toEqual([
              values,
              true,
            ]);
          }
        },
      ),
    );
  });

  it('survive any schema', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (part, other) => {
        const cases = derive({
          properties: { a: part, b: { enum: part, items: other } },
          required: other,
          dependencies: { a: other },
          oneOf: part,
          if: other,
          then: part,
        });
        expect(Object.keys(cases)).toContain('defaults');
      }),
    );
  });
});
