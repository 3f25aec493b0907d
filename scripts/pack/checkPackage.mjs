/** npm and Backstage's plugin directory cut longer descriptions. */
const longestDescription = 170;

/** Of all .d.ts of a package. */
const mostDeclarationBytes = 400_000;

/** Files that only tests need. */
const testFile =
  /(^|\/)(__(fixtures|testUtils|tests|mocks|snapshots)__|testing|test-utils|setupTests)(\/|\.|$)|\.test\./;

/**
 * Checks what publint and `backstage-cli repo fix --publish` don't.
 *
 * @param packed - `manifest`, `files` (paths), `declarationBytes` (of all .d.ts) and `readme` (text, if any) of the tarball
 * @param source - `folder` of the package in the repository; `entries`: names in that folder
 * @param repository - its `url`; `has`: whether it has a file or folder at a path
 * @returns problems, each a sentence with its remedy
 */
export function checkPackage(packed, source, repository) {
  return [
    ...checkContents(packed, source),
    ...checkManifest(packed.manifest, source, repository),
    ...checkLinks(packed.readme ?? '', repository),
  ];
}

function checkContents({ manifest, files, declarationBytes }, { entries }) {
  const problems = [];
  if (declarationBytes > mostDeclarationBytes) {
    problems.push(
      `has declarations of ${declarationBytes} bytes, at most ${mostDeclarationBytes}: name the inferred types that they repeat, as plugins/paved-road-common/src/input/namedSchema.ts says`,
    );
  }
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
  if (manifest.backstage?.role !== 'cli' && !manifest.types) {
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
      problems.push(`contains ${file}: built code must not import it`);
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

function checkManifest(manifest, { folder }, { url }) {
  const problems = [];
  const expect = (isRight, problem) => {
    if (!isRight) {
      problems.push(problem);
    }
  };
  const { description = '', keywords = [], repository } = manifest;
  expect(
    description.length > 0 && description.length <= longestDescription,
    `has a description of ${description.length} characters: use 1 to ${longestDescription}`,
  );
  expect(
    keywords.includes('backstage'),
    'is not found without the keyword "backstage": add it to "keywords"',
  );
  expect(
    repository?.url === `git+${url}.git` && repository.directory === folder,
    `has another "repository" than git+${url}.git with the directory ${folder}: the root package.json has the address`,
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
  expect(
    manifest.publishConfig?.access === 'public',
    'would not be public: set publishConfig.access',
  );
  for (const kind of [
    'dependencies',
    'peerDependencies',
    'optionalDependencies',
  ]) {
    for (const [name, range] of Object.entries(manifest[kind] ?? {})) {
      expect(
        !/^(workspace|file|link|portal|patch):/.test(range),
        `depends on ${name} by ${range}, which exists only here: pack it with Yarn, or depend on a published version`,
      );
    }
  }
  if (manifest.peerDependencies?.react) {
    expect(
      manifest.peerDependencies['@types/react'] &&
        manifest.peerDependenciesMeta?.['@types/react']?.optional,
      'needs React without a range for @types/react: add it to "peerDependencies", optional in "peerDependenciesMeta"',
    );
  }
  return problems;
}

/** In the registry, only absolute links work; links into the repository must exist. */
function checkLinks(readme, { url, has }) {
  const problems = [];
  const prose = readme.replace(/^```.*?^```/gms, '');
  for (const [, address] of prose.matchAll(/\]\(\s*([^)\s]+)[^)]*\)/g)) {
    if (address.startsWith('#')) {
      continue;
    }
    if (!/^(https?|mailto):/.test(address)) {
      problems.push(
        `links to ${address} in its README, which does not work in the registry: use ${url}/blob/main/...`,
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
