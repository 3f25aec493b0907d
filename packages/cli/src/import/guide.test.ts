import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { run } from '../__testUtils__/run';

const guide = readFileSync(
  resolve(__dirname, '../../../../docs/guides/import.md'),
  'utf8',
);

/** The first block of a language, and of a title if it has one. */
function block(opening: string): string {
  const [, rest] = guide.split(`\n\`\`\`${opening}\n`);
  return rest.slice(0, rest.indexOf('```'));
}

describe('the guide to imports', () => {
  const directory = createMockDirectory();

  it('shows what the command prints', async () => {
    directory.setContent({
      'tech-insights.yaml': block('yaml title="tech-insights.yaml"'),
    });
    const args = block('sh').trim().replaceAll("'", '').split(' ');
    // The predicate has a space inside of its quotes.
    const at = args.indexOf('kind:');
    args.splice(at, 2, `${args[at]} ${args[at + 1]}`);
    const { exitCode, stdout, stderr } = await run(args.slice(1), {
      cwd: directory.path,
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout).toBe(block('text'));
  });
});
