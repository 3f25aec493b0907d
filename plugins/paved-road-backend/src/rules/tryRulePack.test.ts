import { createRulePackRegistry } from '../__testUtils__/createRulePackRegistry';
import { rulePackText } from '../__testUtils__/rulePackTexts';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { PackProblem } from '@paved-road/plugin-paved-road-common';
import { parse } from 'yaml';
import { InvalidRulePackError, RulePackInput } from './tryRulePack';
import { RulePackStore } from './RulePackStore';
import { RulePackRegistry } from './RulePackRegistry';

const databases = createTestDatabases();

const ours = rulePackText({ name: 'ours', version: '1.1.0' });
const theirs = rulePackText({ name: 'theirs' });

describe('a rule pack that is not active', () => {
  let registry: RulePackRegistry;

  beforeAll(async () => {
    ({ registry } = createRulePackRegistry({
      sources: [
        { source: 'ours.yaml', origin: 'plugin', content: ours },
        {
          source: 'pavedRoad.scorecards.rulePacks.1',
          origin: 'config',
          content: JSON.stringify(parse(theirs)),
        },
      ],
      store: new RulePackStore(await databases.init('SQLITE_3')),
    }));
    await registry.start();
  });

  async function problemsOf(pack: RulePackInput): Promise<PackProblem[]> {
    try {
      await registry.tryPack(pack);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidRulePackError);
      return (error as InvalidRulePackError).problems;
    }
    throw new Error('The pack was taken');
  }

  const lineOf = (text: string, part: string) =>
    text.slice(0, text.indexOf(part)).split('\n').length;

  it('takes the place of the active one of the same name', async () => {
    const next = rulePackText({
      name: 'ours',
      version: '1.2.0',
      checks: ['new'],
    });
    const { pack, replaces, active, tried, warnings } =
      await registry.tryPack(next);
    expect({ pack, replaces, warnings }).toEqual({
      pack: { name: 'ours', version: '1.2.0' },
      replaces: { name: 'ours', version: '1.1.0' },
      warnings: [],
    });
    const idsOf = ({ rules }: typeof active) => rules.checks.map(c => c.id);
    expect(idsOf(active)).toEqual(['ours-owner', 'theirs-owner']);
    expect(idsOf(tried)).toEqual(['new', 'theirs-owner']);
    expect(registry.current()).toBe(active);
  });

  it('comes beside the active ones under a name of its own, as text or as an object', async () => {
    const { replaces, tried } = await registry.tryPack(
      parse(rulePackText({ name: 'new' })),
    );
    expect(replaces).toBeUndefined();
    expect(tried.rules.packs.map(({ reference }) => reference.name)).toEqual([
      'ours',
      'theirs',
      'new',
    ]);
  });

  it.each([
    [
      'the same version with other content',
      rulePackText({ name: 'ours', version: '1.1.0', checks: ['new'] }),
      [
        {
          message:
            'metadata.version is 1.1.0, but other content is active in this version. Raise it with each change.',
          line: expect.any(Number),
          column: expect.any(Number),
        },
      ],
    ],
    [
      'an older version',
      rulePackText({ name: 'ours', version: '1.0.9' }),
      [
        expect.objectContaining({
          message:
            'metadata.version is 1.0.9, lower than the active version 1.1.0, which would stay active. Raise it.',
        }),
      ],
    ],
    [
      'a probe that nothing was read with',
      `${rulePackText({ name: 'new' })}  probes:\n    - { id: slo, files: [slo.yaml], format: yaml }\n`,
      [
        {
          message: expect.stringContaining(
            'No repository has been read with the new probe slo yet',
          ),
        },
      ],
    ],
    ['nothing where it is what is active', ours, []],
  ])('warns of %s', async (_, text, warnings) => {
    expect((await registry.tryPack(text)).warnings).toEqual(warnings);
  });

  it('is refused with each problem and where it is in the text', async () => {
    const broken = rulePackText({ checks: ['one', 'two'] })
      .replace('level: silver', 'level: platinum')
      .replace('track: ownership', 'track: none');
    expect(await problemsOf(broken)).toEqual([
      {
        message: expect.stringContaining(
          'check one: level platinum is not declared, use one of silver',
        ),
        line: lineOf(broken, 'level: platinum'),
        column: 7,
      },
      {
        message: expect.stringContaining('track none is not declared'),
        line: lineOf(broken, 'track: none'),
        column: 7,
      },
    ]);
    const expression = rulePackText({ expression: 'nothing.like.this' });
    expect(await problemsOf(expression)).toEqual([
      {
        message: expect.stringMatching(/^check house-rules-owner: expression/),
        line: lineOf(expression, 'expression:'),
        column: 7,
      },
    ]);
    expect(await problemsOf('a: [')).toMatchObject([{ line: 1, column: 5 }]);
  });

  it('is refused where it contradicts another active pack, whichever of them comes first', async () => {
    const conflict = (name: string, id: string) =>
      rulePackText({ name, version: '2.0.0', checks: [id] });
    const after = conflict('new', 'ours-owner');
    expect(await problemsOf(after)).toEqual([
      {
        message: expect.stringContaining(
          'check ours-owner is also declared at ours.yaml:',
        ),
        line: lineOf(after, 'id: ours-owner'),
        column: expect.any(Number),
      },
    ]);
    const before = conflict('ours', 'theirs-owner');
    expect(await problemsOf(before)).toEqual([
      {
        message: expect.stringMatching(
          /^pavedRoad\.scorecards\.rulePacks\.1.*check theirs-owner is also declared at pack:/,
        ),
        line: lineOf(before, 'id: theirs-owner'),
        column: expect.any(Number),
      },
    ]);
    const levels = rulePackText({ name: 'new', level: 'gold' });
    expect(await problemsOf(levels)).toMatchObject([
      { line: lineOf(levels, 'levels:') },
    ]);
  });

  it('is refused by the names of fields where it is an object', async () => {
    const pack = parse(rulePackText({ level: 'silver' }));
    pack.spec.checks[0].weight = 'heavy';
    expect(await problemsOf(pack)).toEqual([
      { message: expect.stringContaining('spec.checks.0.weight: ') },
    ]);
  });

  it('gives the text of an active pack, to begin with', async () => {
    expect(registry.textOf('ours')).toBe(ours);
    expect(registry.textOf('theirs')).toContain('- id: theirs-owner');
    expect(parse(registry.textOf('theirs')!)).toEqual(parse(theirs));
    expect(registry.textOf('nobody')).toBeUndefined();
  });
});
