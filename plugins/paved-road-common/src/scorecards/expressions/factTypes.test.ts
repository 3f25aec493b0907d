import { z } from 'zod';
import { declareFactTypes } from './factTypes';

const probe = { id: 'ci', files: ['ci.yml'], format: 'yaml' as const };

describe('declareFactTypes', () => {
  it('gives each fact the CEL type of its schema', () => {
    const types = declareFactTypes(
      {
        text: z.enum(['a', 'b']).describe('A choice'),
        count: z.number().int(),
        ready: z.boolean().default(true),
        tags: z.array(z.string()).readonly(),
        owners: z.record(z.string(), z.array(z.number())),
        anything: z.unknown(),
        choice: z.union([z.string(), z.number()]),
        missing: z.string().nullable(),
        pair: z.tuple([z.string(), z.number()]),
        open: z.looseObject({ a: z.string() }),
        report: z.object({
          at: z.iso.datetime().optional(),
          results: z.array(z.strictObject({ 'weird<key>': z.object({}) })),
        }),
      },
      [probe],
    );

    expect(Object.fromEntries(types)).toEqual({
      Facts: {
        text: 'string',
        count: 'double',
        ready: 'bool',
        tags: 'list<string>',
        owners: 'map<string, list<double>>',
        anything: 'dyn',
        choice: 'dyn',
        missing: 'dyn',
        pair: 'dyn',
        open: 'map<string, dyn>',
        report: 'Facts.report',
      },
      'Facts.report': {
        at: 'string',
        results: 'list<Facts.report.results.item>',
      },
      'Facts.report.results.item': {
        'weird<key>': 'Facts.report.results.item.weird_key_',
      },
      'Facts.report.results.item.weird_key_': {},
    });
  });

  it('takes schemas that refer to themselves', () => {
    const tree: z.ZodType = z.object({ children: z.lazy(() => z.array(tree)) });

    expect(declareFactTypes({ tree }, []).get('Facts.tree')).toEqual({
      children: 'list<dyn>',
    });
  });

  it('gives the repository the probes that there are', () => {
    const schema = (probes: z.ZodType) => ({
      repository: z.object({ probes }),
    });

    expect(
      declareFactTypes(schema(z.record(z.string(), z.array(z.string()))), [
        probe,
      ]).get('Facts.repository.probes'),
    ).toEqual({ ci: 'list<string>' });
    expect(
      declareFactTypes(schema(z.array(z.string())), [probe]).get(
        'Facts.repository',
      ),
    ).toEqual({ probes: 'list<string>' });
  });
});
