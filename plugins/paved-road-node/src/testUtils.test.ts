import { createMockDirectory } from '@backstage/backend-test-utils';
import { FactCollector } from './FactCollector';
import {
  collectFact,
  compileExamples,
  createComponent,
  startFakeServer,
} from './testUtils';

const collector: FactCollector = {
  id: 'incidents',
  title: 'Incidents',
  description: 'Open incidents of a service.',
  schema: zod => zod.object({ open: zod.int() }),
  freshness: { minutes: 15 },
  cost: 'low',
  collect: async () => ({
    status: 'known',
    value: { open: 2, oldest: new Date(0) },
    source: 'pager',
  }),
};

const check = (expression: string) => `\`\`\`yaml
- id: no-incident
  title: No incident
  description: Nothing burns.
  track: operability
  level: silver
  expression: ${expression}
  remediation: { text: Solve it. }
\`\`\`
`;

const value = (json: string) => `\`\`\`json\n${json}\n\`\`\`\n`;

describe('testUtils', () => {
  const directory = createMockDirectory();

  const examples = (markdown: string) => {
    directory.setContent({ 'README.md': markdown });
    return compileExamples(directory.resolve('README.md'), [collector]);
  };

  it('has the value that the schema leaves', async () => {
    const component = createComponent();
    await expect(collectFact(collector, component)).resolves.toEqual({
      status: 'known',
      value: { open: 2 },
      source: 'pager',
    });
    await expect(
      collectFact(
        { ...collector, schema: zod => zod.object({ closed: zod.int() }) },
        component,
      ),
    ).rejects.toThrow('closed');
  });

  it('compiles the examples', () => {
    const { checks } = examples(
      [
        value('{ "open": 2 }'),
        check('facts.incidents.open == 0'),
        '```yaml title="app-config.yaml"\n- id:\n```\n',
      ].join(''),
    );
    expect(checks.map(({ id }) => id)).toEqual(['no-incident']);
  });

  it.each([
    ['a value of another type', value('{ "open": "2" }'), 'expected number'],
    [
      'a value with more than the fact has',
      value('{ "open": 2, "closed": 1 }'),
      'README.md: the schema of the fact incidents drops a part of the example',
    ],
    [
      'values without a fact',
      value('{ "open": 2 }').repeat(2),
      'README.md has 2 values of 1 facts',
    ],
    [
      'a check of something else',
      check('facts.incidents.opened == 0'),
      'No such key: opened',
    ],
  ])('refuses %s', (_, markdown, message) => {
    expect(() => examples(markdown)).toThrow(message);
  });

  it('answers in place of a source, also with what goes wrong there', async () => {
    const server = await startFakeServer(({ path, query, body }) => {
      if (path === '/none') {
        throw new Error('nothing here');
      }
      return { status: 201, body: { n: query.get('n'), body } };
    });
    const answer = await fetch(`${server.url}/some?n=1`, {
      method: 'POST',
      body: 'b',
    });
    expect(answer.status).toBe(201);
    await expect(answer.json()).resolves.toEqual({ n: '1', body: 'b' });
    const failure = await fetch(`${server.url}/none`);
    expect(failure.status).toBe(500);
    await expect(failure.text()).resolves.toBe('Error: nothing here');
    expect(server.requests.map(({ method, url }) => [method, url])).toEqual([
      ['POST', '/some?n=1'],
      ['GET', '/none'],
    ]);
  });
});
