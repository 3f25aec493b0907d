import { detect, pick } from '../__testUtils__/detect';
import { agentGuidesDetector } from './agentGuidesDetector';

const guide = [
  '# Guide',
  'Run `npm run lint` first, and make sure that all is well.',
  '',
  '```sh',
  'make -C web dev',
  'make test && yarn run build:all',
  'npm run missing -- --watch',
  'npm run lint',
  '```',
].join('\n');

const read = async (files: Record<string, string>, folder = '') =>
  pick(
    (await detect(agentGuidesDetector, files, folder)).found,
    'agentCommands',
    'subject',
    'line',
    'exists',
  );

describe('commands for coding agents', () => {
  it('exist as scripts and targets, or not', async () => {
    await expect(
      read({
        'AGENTS.md': guide,
        'package.json': '{"scripts": {"lint": "eslint"}}',
        'web/package.json': '{"scripts": {"build:all": "vite"}}',
        Makefile: 'VAR := 1\nbuild test: dep\n\tgo test\n',
      }),
    ).resolves.toEqual([
      ['npm run lint', 2, true],
      ['make test', 6, true],
      ['yarn run build:all', 6, true],
      ['npm run missing', 7, false],
    ]);
  });

  it('may be any target of a Makefile with patterns', async () => {
    const guides = { 'CLAUDE.md': '`make deploy-eu`' };
    await expect(read(guides)).resolves.toEqual([['make deploy-eu', 1, false]]);
    await expect(
      read({ ...guides, Makefile: 'deploy-%:\n\techo $*\n' }),
    ).resolves.toEqual([['make deploy-eu', 1, true]]);
  });

  it('may be any script if a package.json is broken', async () => {
    await expect(
      read({ 'AGENTS.md': '`npm run x`', 'package.json': '{' }),
    ).resolves.toEqual([['npm run x', 1, true]]);
  });

  it('are read from guides of the service only', async () => {
    const files = { 'AGENTS.md': '`make a`', 'api/AGENTS.md': '`make b`' };
    await expect(read(files, 'api')).resolves.toEqual([['make b', 1, false]]);
  });
});
