import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
{% if values.ai == 'classifier' %}import { readManifest } from './support/model.js';
{% endif %}{% if values.ai == 'language-model' %}import type { DeclaredModels } from '../src/drafts.js';
{% endif %}import { root } from './support/paths.js';

interface Entity {
  kind: string;
  metadata: {
    name: string;
    description?: string;
    annotations?: Record<string, string>;
    links?: Array<{ url: string }>;
  };
  spec: {
    type: string;
    owner: string;
    providesApis?: string[];
    dependsOn?: string[];
    definition?: { $text?: string };
  };
}

interface LockFile {
  name: string;
  lockfileVersion: number;
  packages: Record<string, Record<string, unknown>>;
}

const read = (file: string) => readFile(path.join(root, file), 'utf8');
const readJson = async (file: string): Promise<unknown> => JSON.parse(await read(file));
const isFile = (file: string) =>
  stat(path.join(root, file)).then(
    stats => stats.isFile(),
    () => false,
  );

/** The files of the repository, without what is installed, built or kept by git. */
async function files(folder = ''): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  const found = entries
    .filter(({ name }) => !['node_modules', 'dist', '.git', '.aws-sam'].includes(name))
    .map(async entry => {
      const file = path.posix.join(folder, entry.name);
      return entry.isDirectory() ? files(file) : [file];
    });
  return (await Promise.all(found)).flat();
}

describe('catalog-info.yaml', () => {
  const entities = async () => {
    const documents = parseAllDocuments(await read('catalog-info.yaml'), { strict: true });
    assert.deepEqual(
      documents.flatMap(({ errors }) => errors),
      [],
    );
    return documents.map(document => document.toJS() as Entity);
  };

  it('describes the service, its API and what it depends on, all of one owner', async () => {
    const [component, ...others] = await entities();
    assert.ok(component?.kind === 'Component');
    const named = others.map(
      ({ kind, metadata }) => `${kind.toLowerCase()}:default/${metadata.name}`,
    );
    assert.equal(new Set(named).size, named.length);
    const references = [
      ...(component.spec.providesApis ?? []).map(api => `api:default/${api}`),
      ...(component.spec.dependsOn ?? []),
    ];
    for (const entity of named) {
      assert.ok(references.includes(entity), `nothing refers to ${entity}`);
    }
    for (const { metadata, spec } of [component, ...others]) {
      assert.match(metadata.name, /^[a-z][a-z0-9-]{0,61}[a-z0-9]$|^[a-z]$/);
      assert.equal(spec.owner, component.spec.owner);
    }
  });

{% if values.ai == 'language-model' %}  it('has the model of ai/models.json as a resource', async () => {
    const model = (await entities()).find(({ spec }) => spec.type === 'ai-model');
    const { primary } = (await readJson('ai/models.json')) as DeclaredModels;
    const { annotations = {} } = model?.metadata ?? {};
    assert.equal(annotations['paved-road.io/model-provider'], primary.provider);
    assert.equal(annotations['paved-road.io/model-version'], primary.version);
  });

{% else %}  it('has the model of model.json as a resource', async () => {
    const model = (await entities()).find(({ spec }) => spec.type === 'ai-model');
    const { name, version } = await readManifest();
    assert.ok(model?.metadata.description?.includes(`${name} ${version}`));
  });

{% endif %}  it('refers to the OpenAPI document of the service', async () => {
    const api = (await entities()).find(({ kind }) => kind === 'API');
    assert.equal(api?.spec.definition?.$text, './openapi.json');
    const { openapi, info, paths } = (await readJson('openapi.json')) as {
      openapi: string;
      info: { title: string };
      paths: object;
    };
    assert.match(openapi, /^3\./);
    assert.equal(info.title, api.metadata.name);
    assert.ok('/v1/${{ 'drafts' if values.ai == 'language-model' else 'classify' }}' in paths);
  });

  it('points to decisions, documentation and files that exist', async () => {
    const [component] = await entities();
    const { annotations = {}, links = [] } = component?.metadata ?? {};
    const decisions = annotations['backstage.io/adr-location'] ?? '';
    assert.ok(await isFile(`${decisions}/0001-architecture.md`));
    assert.equal(annotations['backstage.io/techdocs-ref'], 'dir:.');
    assert.ok(await isFile('mkdocs.yml'));
    const all = await files();
    for (const { url } of links) {
      assert.ok(
        all.some(file => new URL(url).pathname.endsWith(`/${file}`)),
        url,
      );
    }
  });
});

describe('the documentation', () => {
  it('has a place for each page in the navigation', async () => {
    const { nav } = parse(await read('mkdocs.yml')) as { nav: unknown };
    const pages = JSON.stringify(nav).match(/[\w./-]+\.md/g) ?? [];
    const existing = (await files('docs')).filter(file => file.endsWith('.md'));
    assert.deepEqual(pages.map(page => `docs/${page}`).sort(), existing.sort());
  });

  it('has no link that leads nowhere', async () => {
    const { description } = (await readJson('package.json')) as { description: string };
    const broken: string[] = [];
    for (const file of (await files()).filter(name => name.endsWith('.md'))) {
      // The description is text of a user, whatever it looks like.
      const text = (await read(file)).replaceAll(description, '');
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        const [linked = ''] = target.split('#');
        if (/^[a-z]+:/.test(target) || linked === '') {
          continue;
        }
        const resolved = path.posix.join(path.posix.dirname(file), decodeURIComponent(linked));
        if (!(await stat(path.join(root, resolved)).catch(() => undefined))) {
          broken.push(`${file}: ${target}`);
        }
      }
    }
    assert.deepEqual(broken, []);
  });
});

describe('dependencies', () => {
  it('are locked with a checksum, and without the registry that the lock file was made with', async () => {
    const manifest = (await readJson('package.json')) as Record<string, unknown>;
    const { name, lockfileVersion, packages } = (await readJson('package-lock.json')) as LockFile;
    assert.equal(name, manifest.name);
    assert.equal(lockfileVersion, 3);
    const { '': own, ...installed } = packages;
    assert.deepEqual(own?.dependencies, manifest.dependencies);
    assert.deepEqual(own?.devDependencies, manifest.devDependencies);
    for (const [folder, { integrity, resolved, deprecated }] of Object.entries(installed)) {
      assert.match(String(integrity), /^sha512-/, folder);
      assert.equal(resolved, undefined, folder);
      assert.equal(deprecated, undefined, folder);
    }
  });

  it('run no script when they are installed', async () => {
    assert.match(await read('.npmrc'), /^ignore-scripts=true$/m);
  });

  it('are never "latest", nor are images', async () => {
    const found: string[] = [];
    for (const file of await files()) {
      if (/(^|\/)(Dockerfile|package\.json|[^/]+\.ya?ml)$/.test(file)) {
        const lines = (await read(file)).split('\n').filter(line => !/^\s*#/.test(line));
        found.push(
          ...lines
            .filter(line => /:latest\b|"latest"|newTag: *latest/.test(line))
            .map(line => `${file}: ${line}`),
        );
      }
    }
    assert.deepEqual(found, []);
  });
});
