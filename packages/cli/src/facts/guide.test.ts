import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { readReport } from './readReport';
import { reportKinds, ReportKind } from './reportKinds';

const root = join(__dirname, '../../../..');
const guide = readFileSync(join(root, 'docs/guides/push-facts.md'), 'utf8');

interface Declared {
  name: string;
  schema: z.core.JSONSchema.JSONSchema;
  pushers?: string;
}

const declared: Declared[] = guide
  .split('```yaml title="app-config.yaml"\n')
  .slice(1)
  .flatMap(text => parse(text.split('```')[0]).pavedRoad.facts.pushed);

const reports: Record<ReportKind, string> = {
  junit: 'junit.xml',
  sarif: 'scan.sarif',
  cyclonedx: 'bom.json',
  scorecard: 'scorecard.json',
};

describe('the guide to pushed facts', () => {
  it.each(Object.entries(reports) as [ReportKind, string][])(
    'declares what becomes of a report of the kind %s',
    (kind, file) => {
      const text = readFileSync(join(__dirname, '__fixtures__', file), 'utf8');
      const { schema } = declared.find(
        ({ name }) => name === reportKinds[kind].fact,
      )!;
      const value = readReport(kind, text);
      expect(z.fromJSONSchema(schema).parse(value)).toEqual(value);
      // The portal takes no others.
      expect(Object.keys(schema.properties!).sort()).toEqual(
        Object.keys(value).sort(),
      );
      expect(guide).toMatch(
        new RegExp(
          `\\\`--${kind} <file>\\\` +\\|.+\\| \\\`${reportKinds[kind].fact}\\\``,
        ),
      );
    },
  );

  it('declares what the demo does', () => {
    const demo = parse(
      readFileSync(join(root, 'app-config.demo.yaml'), 'utf8'),
    );
    expect(demo.pavedRoad.facts.pushed).toEqual(
      // The guide shows one fact again, limited to pipelines.
      declared.filter(({ name, pushers }) => name !== 'traffic' && !pushers),
    );
  });
});
