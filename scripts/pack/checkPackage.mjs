import path from 'node:path';

/** The longest description that the pages of the registry and of Backstage's directory show whole. */
const longestDescription = 170;

/** Files that the tests of a package need, and nobody else. */
const testFile =
  /(^|\/)(__(fixtures|testUtils|tests|mocks|snapshots)__|testing|test-utils|setupTests)(\/|\.|$)|\.test\./;

/** By role, what a package has beside its code. */
const isLibrary = role => role !== 'cli';

/**
 * What is wrong with a packed package, as a sentence each that says what to do.
 *
 * @param packed - `manifest`: of the tarball; `files`: its paths; `readme`: its text, if there is one
 * @param source - `folder`: of the package, relative to the repository; `manifest`: its own; `entries`: names in that folder
 * @param repository - `url`: its address; `has`: whether it has a file or folder at a path
 */
export function checkPackage(packed, source, repository) {
  return [
    ...checkContents(packed, source),
    ...checkManifest(packed.manifest, source, repository),
    ...checkLinks(packed.readme ?? '', repository),
  ];
}

function checkContents({ manifest, files }, { entries }) {
  const problems = [];
  const has = file => files.includes(file);
  const needs = (file, remedy) => {
    if (!has(file)) {
      problems.push(`has no ${file}: ${remedy}`);
    }
  };
  needs(
    'README.md',
    'write one, it is the page of the package in the registry',
  );
  needs('LICENSE', "copy the repository's");
  needs('CHANGELOG.md', 'run ./dev changeset version, or write the first one');
  for (const file of entryFiles(manifest)) {
    needs(file, 'package.json names it, so build it or name another');
  }
  if (isLibrary(manifest.backstage?.role) && !manifest.types) {
    problems.push('has no types: set publishConfig.types to dist/index.d.ts');
  }
  if (typeof manifest.configSchema === 'string') {
    needs(manifest.configSchema, 'name it in "files"');
  }
  for (const folder of ['migrations', 'rule-packs']) {
    if (
      entries.includes(folder) &&
      !files.some(file => file.startsWith(`${folder}/`))
    ) {
      problems.push(`leaves out ${folder}: name it in "files"`);
    }
  }
  for (const file of files) {
    if (testFile.test(file)) {
      problems.push(`contains ${file}: nothing that is built may import it`);
    }
    if (file.endsWith('.map')) {
      problems.push(`contains ${file}: add "!dist/**/*.map" to "files"`);
    }
    if (file.startsWith('src/')) {
      problems.push(`contains ${file}: leave src out of "files"`);
    }
  }
  return problems;
}

/** The files that the manifest names, relative to the package. */
export function entryFiles({ main, module, types, bin, exports }) {
  const names = [main, module, types, ...Object.values(bin ?? {})];
  const visit = value => {
    if (typeof value === 'string') {
      names.push(value);
    } else {
      for (const [condition, inner] of Object.entries(value ?? {})) {
        // Names a feature to the Backstage CLI, not a file.
        if (condition !== 'backstage') {
          visit(inner);
        }
      }
    }
  };
  visit(exports);
  return [
    ...new Set(names.filter(Boolean).map(name => path.posix.normalize(name))),
  ];
}

function checkManifest(manifest, { folder }, { url }) {
  const problems = [];
  const expect = (isRight, problem) => {
    if (!isRight) {
      problems.push(problem);
    }
  };
  const { description = '', keywords = [], repository, backstage } = manifest;
  expect(
    description.length > 0 && description.length <= longestDescription,
    `has a description of ${description.length} characters: use 1 to ${longestDescription}`,
  );
  expect(
    keywords.includes('backstage'),
    'has no keyword "backstage", by which people find it: add it to "keywords"',
  );
  expect(
    repository?.url === `git+${url}.git` && repository.directory === folder,
    `has another "repository" than git+${url}.git with the directory ${folder}: the root package.json decides on the address`,
  );
  expect(
    manifest.homepage === `${url}/tree/main/${folder}`,
    `has another "homepage" than ${url}/tree/main/${folder}`,
  );
  expect(
    manifest.bugs?.url === `${url}/issues`,
    `has another "bugs.url" than ${url}/issues`,
  );
  expect(
    manifest.license === 'Apache-2.0',
    'has another "license" than Apache-2.0',
  );
  expect(backstage?.role, 'has no "backstage.role"');
  if (backstage && backstage.role !== 'cli') {
    expect(
      backstage.pluginId,
      'has no "backstage.pluginId": run ./dev backstage-cli repo fix --publish',
    );
    expect(
      backstage.pluginPackage || backstage.pluginPackages,
      'has neither "backstage.pluginPackage" nor "pluginPackages": run ./dev backstage-cli repo fix --publish',
    );
  }
  expect(
    manifest.publishConfig?.access === 'public',
    'would not be public: set publishConfig.access',
  );
  expect(
    !('jest' in manifest),
    'has a "jest" block: its prepack has to run scripts/pack/dropJest.mjs',
  );
  for (const kind of [
    'dependencies',
    'peerDependencies',
    'optionalDependencies',
  ]) {
    for (const [name, range] of Object.entries(manifest[kind] ?? {})) {
      expect(
        !/^(workspace|file|link|portal|patch):/.test(range),
        `asks for ${name} by ${range}, which nobody else has: pack it with Yarn, or depend on a published version`,
      );
    }
  }
  if (manifest.peerDependencies?.react) {
    expect(
      manifest.peerDependencies['@types/react'] &&
        manifest.peerDependenciesMeta?.['@types/react']?.optional,
      'needs React, and does not say which @types/react: add it to "peerDependencies", optional in "peerDependenciesMeta"',
    );
  }
  return problems;
}

/** Links that hold where the README stands alone, and files of the repository that exist. */
function checkLinks(readme, { url, has }) {
  const problems = [];
  const prose = readme.replace(/^```.*?^```/gms, '');
  for (const [, address] of prose.matchAll(/\]\(\s*([^)\s]+)[^)]*\)/g)) {
    if (address.startsWith('#')) {
      continue;
    }
    if (!/^(https?|mailto):/.test(address)) {
      problems.push(
        `links to ${address} in its README, which leads nowhere from the registry: use ${url}/blob/main/...`,
      );
    } else if (address.startsWith(`${url}/`)) {
      const file = address
        .slice(url.length)
        .replace(/[?#].*$/, '')
        .match(/^\/(?:blob|tree)\/main\/(.+)$/)?.[1];
      if (file !== undefined && !has(file)) {
        problems.push(
          `links to ${address} in its README, and the repository has no ${file}: correct the link`,
        );
      }
    }
  }
  return problems;
}
