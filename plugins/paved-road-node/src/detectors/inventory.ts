/** Folders with code of others, or made by a build. */
const vendored =
  /(^|\/)(\.git|\.hg|\.svn|\.venv|venv|\.tox|\.nox|__pycache__|\.mypy_cache|\.pytest_cache|node_modules|bower_components|vendor|third_party|third-party|Pods|site-packages|\.terraform|\.next|\.nuxt|\.svelte-kit|\.gradle|\.idea|\.yarn|dist|coverage|_build)\/|(^|\/)(build|target|obj)\/([^/]+\/)?(classes|generated|tmp|temp[^/]*|intermediates|debug|release|libs?|reports|test-results|maven-[^/]*|surefire-reports|bdist[^/]*|net\d[^/]*)\//i;

/** Folders that show or test the service, but do not belong to what runs in production. */
const supporting =
  /(^|\/)([\w.-]*[._-]tests?|tests?|__tests__|spec|specs|e2e|testdata|fixtures|__fixtures__|__mocks__|mocks|examples?|samples?|demos?|tutorials?|benchmarks?|notebooks?|cookbooks?)\//i;

/** Whether a path is vendored, built, or belongs to version control. */
export function isVendored(path: string): boolean {
  return vendored.test(path);
}

/**
 * Whether a file belongs to tests, fixtures or examples.
 *
 * @param folder - folder of the service, which may itself be an example
 */
export function isSupporting(path: string, folder = ''): boolean {
  const own =
    folder && isOwn(path, folder) ? path.slice(folder.length + 1) : path;
  // Packages of Java may have any name.
  return supporting.test(own.replace(/(^|\/)src\/main\/.*/, '/src/main/'));
}

/** Manifests of dependencies. Each makes its folder a package. */
const packageFile =
  /(^|\/)(package\.json|pyproject\.toml|setup\.py|requirements\.txt|go\.mod|Cargo\.toml|pom\.xml|build\.gradle(\.kts)?|Gemfile|composer\.json|mix\.exs|[^/]+\.csproj)$/;

/** The folders with a manifest of dependencies. */
export function listPackages(paths: readonly string[]): Set<string> {
  return new Set(
    paths
      .filter(path => packageFile.test(path) && path.includes('/'))
      .map(path => path.slice(0, path.lastIndexOf('/'))),
  );
}

/**
 * The files of a service: its folder, and files elsewhere in the repository that cover it. These are the files in the
 * root, and in folders of the root without packages, such as `.github`, `docs`, `terraform` or `deploy`.
 *
 * @param paths - all paths of the repository, relative to its root
 * @param folder - folder of the service; empty for the whole repository
 */
export function selectServiceFiles(
  paths: readonly string[],
  folder: string,
): string[] {
  const kept = paths.filter(path => !isVendored(path));
  if (folder === '') {
    return kept;
  }
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  const packages = new Set(
    kept
      .filter(path => path.includes('/') && packageFile.test(path))
      .map(path => path.slice(0, path.indexOf('/'))),
  );
  return kept.filter(path => {
    if (path.startsWith(`${folder}/`) || !path.includes('/')) {
      return true;
    }
    const top = path.slice(0, path.indexOf('/'));
    if (/^(tests?|e2e|specs?)$/.test(top)) {
      return path.split('/').includes(name);
    }
    return !packages.has(top) && top !== folder.split('/')[0];
  });
}

/** Whether a file is in the folder of the service. */
export function isOwn(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}
