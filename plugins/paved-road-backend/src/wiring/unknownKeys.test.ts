import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { knownKeys, findUnknownKeys } from './unknownKeys';

const listWarnings = (pavedRoad: object) =>
  findUnknownKeys(mockServices.rootConfig({ data: { pavedRoad } as never }));

describe('findUnknownKeys', () => {
  it.each([
    [
      { scorecards: { targetLevl: 'gold' } },
      'pavedRoad.scorecards.targetLevl: nothing reads this key, did you mean pavedRoad.scorecards.targetLevel?',
    ],
    [
      { scorecard: {} },
      'pavedRoad.scorecard: nothing reads this key, did you mean pavedRoad.scorecards?',
    ],
    [
      { targetLevel: 'gold' },
      'pavedRoad.targetLevel: nothing reads this key, did you mean pavedRoad.scorecards.targetLevel?',
    ],
    [
      { facts: { collectors: { incidents: { fresh: 'PT1H' } } } },
      'pavedRoad.facts.collectors.incidents.fresh: nothing reads this key, there are enabled, freshness, grace, timeout',
    ],
    [
      { facts: { repository: { folders: [{ path: 'a', urll: 'b' }] } } },
      'pavedRoad.facts.repository.folders.0.urll: nothing reads this key, did you mean pavedRoad.facts.repository.folders.0.url?',
    ],
  ])('name what was meant by %j', (pavedRoad, warning) => {
    expect(listWarnings(pavedRoad)).toEqual([warning]);
  });

  it.each(['pavedroad', 'paved-road', 'PavedRoads'])(
    'name what was meant by the top-level key %s',
    key => {
      const config = mockServices.rootConfig({
        data: { app: {}, pavedRoad: {}, [key]: { reviewers: [] } },
      });
      expect(findUnknownKeys(config)).toEqual([
        `${key}: nothing reads this key, did you mean pavedRoad?`,
      ]);
    },
  );

  it('are not given of what is right, free, or of others', () => {
    expect(
      listWarnings({
        schedule: { frequency: { minutes: 1 } },
        summaries: { waiverExpiryBefore: { days: 2 } },
        scorecards: { filter: { 'spec.type': 'service' } },
        facts: { collectors: { incidents: { enabled: false } } },
        acmeGateway: { url: 'https://example.com' },
      }),
    ).toEqual([]);
    expect(findUnknownKeys(mockServices.rootConfig())).toEqual([]);
  });
});

describe('knownKeys', () => {
  it('are those of the schemas, except what is checked where it is read', () => {
    const checkedElsewhere = [
      'facts.http',
      'facts.pushed',
      'ingestion',
      'measurements',
      'model',
      'scorecards.rulePacks',
    ];
    const keys = [
      'paved-road-backend',
      'catalog-backend-module-paved-road',
    ].flatMap(name => keysOfSchema(`@paved-road/plugin-${name}`));
    const expected = keys.map(
      key =>
        checkedElsewhere.find(checked => key.startsWith(`${checked}.`)) ?? key,
    );
    expect(knownKeys).toEqual([...new Set(expected)].sort());
  });
});

/** The keys below `pavedRoad` in the schema of a package; a type that is declared elsewhere ends a key. */
function keysOfSchema(packageName: string): string[] {
  const file = resolvePackagePath(packageName, 'config.d.ts');
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
  );
  const config = source.statements
    .filter(ts.isInterfaceDeclaration)
    .find(({ name }) => name.text === 'Config')!;
  return config.members
    .flatMap(member => listKeys(member, source))
    .map(key => key.replace(/^pavedRoad\./, ''));
}

function listKeys(member: ts.TypeElement, source: ts.SourceFile): string[] {
  if (ts.isIndexSignatureDeclaration(member)) {
    return keysBelow('*', member.type, source);
  }
  if (ts.isPropertySignature(member) && member.type) {
    return keysBelow(
      member.name.getText(source).replaceAll("'", ''),
      member.type,
      source,
    );
  }
  throw new Error(`Cannot read ${member.getText(source)}`);
}

function keysBelow(
  key: string,
  type: ts.TypeNode,
  source: ts.SourceFile,
): string[] {
  if (ts.isTypeLiteralNode(type)) {
    const below = type.members.flatMap(member => listKeys(member, source));
    // A dictionary of anything.
    return below.every(rest => rest === '*')
      ? [key]
      : below.map(rest => `${key}.${rest}`);
  }
  const [item] =
    ts.isTypeReferenceNode(type) && type.typeName.getText(source) === 'Array'
      ? (type.typeArguments ?? [])
      : [];
  return item && ts.isTypeLiteralNode(item)
    ? keysBelow(`${key}.*`, item, source)
    : [key];
}
