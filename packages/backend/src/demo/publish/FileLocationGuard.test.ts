import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { symlinkSync } from 'node:fs';
import { FileLocationGuard } from './FileLocationGuard';
import { LocalRepositories } from './LocalRepositories';

describe('FileLocationGuard', () => {
  const directory = createMockDirectory({
    content: {
      repositories: {
        'ticket-triage': {
          'catalog-info.yaml': '',
          'x\\..\\..\\secrets\\passwords.yaml': '',
        },
      },
      examples: { 'catalog.yaml': '', components: { 'chat.yaml': '' } },
      secrets: { 'passwords.yaml': '' },
    },
  });
  const guard = FileLocationGuard.fromConfig(
    new ConfigReader({
      catalog: {
        locations: [
          { type: 'file', target: directory.resolve('examples/catalog.yaml') },
          { type: 'file', target: directory.resolve('templates/*/t.yaml') },
          { type: 'url', target: 'https://example.com/catalog.yaml' },
        ],
      },
    }),
    new LocalRepositories(directory.resolve('repositories')),
  );
  const read = (file: string) =>
    guard.readLocation({ type: 'file', target: directory.resolve(file) });

  it.each([
    'repositories/ticket-triage/catalog-info.yaml',
    'examples/catalog.yaml',
    'examples/components/chat.yaml',
    'templates/*/t.yaml',
  ])('leaves %s to the reader of files', async file => {
    expect(await read(file)).toBe(false);
  });

  it.each([
    'secrets/passwords.yaml',
    'repositories/../secrets/passwords.yaml',
    'repositories/{x,../secrets/passwords.yaml}',
    'repositories/*/catalog-info.yaml',
    'repositories/missing/catalog-info.yaml',
    'repositories/ticket-triage/x\\..\\..\\secrets\\passwords.yaml',
  ])('refuses %s', async file => {
    await expect(
      guard.readLocation({
        type: 'file',
        target: `${directory.path}/${file}`,
      }),
    ).rejects.toThrow('is not a file in the repositories of the demo');
  });

  it('refuses a link out of the repositories', async () => {
    symlinkSync(
      directory.resolve('secrets/passwords.yaml'),
      directory.resolve('repositories/link.yaml'),
    );
    await expect(read('repositories/link.yaml')).rejects.toThrow(
      'is not a file in the repositories of the demo',
    );
  });

  it('has no opinion about other types of locations', async () => {
    expect(
      await guard.readLocation({
        type: 'url',
        target: 'https://example.com/catalog-info.yaml',
      }),
    ).toBe(false);
  });
});
