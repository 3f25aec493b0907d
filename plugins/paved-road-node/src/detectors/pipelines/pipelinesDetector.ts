import { Finding } from '@paved-road/plugin-paved-road-common';
import { toUnread } from '../deployables';
import { Detection, Detector } from '../Detector';
import { RepositoryFile } from '../RepositoryFile';
import { buildsOrTests } from './commands';
import { readGithubWorkflow } from './githubWorkflows';

/** Pipelines that start for each change unless they say otherwise, and are read as text. */
const technologies: { title: string; matches: RegExp; manual?: RegExp }[] = [
  {
    title: 'GitLab CI',
    matches: /(^|\/)\.gitlab-ci\.ya?ml$|^\.gitlab\/ci\/.*\.ya?ml$/,
  },
  { title: 'CircleCI', matches: /^\.circleci\/config\.ya?ml$/ },
  {
    title: 'Azure Pipelines',
    matches:
      /(^|\/)(azure-pipelines|\.azure-pipelines\/|\.ado\/)[^/]*\.?ya?ml$/,
    manual: /^trigger:\s*none\s*$/m,
  },
  { title: 'Jenkins', matches: /(^|\/)Jenkinsfile[^/]*$/ },
  { title: 'Tekton', matches: /^\.tekton\/.*\.ya?ml$/ },
  { title: 'Bitbucket Pipelines', matches: /^bitbucket-pipelines\.yml$/ },
  { title: 'Buildkite', matches: /^\.buildkite\/.*\.ya?ml$/ },
  { title: 'Travis CI', matches: /^\.travis\.yml$/ },
  { title: 'Drone', matches: /^\.(drone|woodpecker)(\/[^/]*)?\.ya?ml$/ },
  { title: 'Google Cloud Build', matches: /(^|\/)cloudbuild\.(ya?ml|json)$/ },
  { title: 'AWS CodeBuild', matches: /(^|\/)buildspec[^/]*\.ya?ml$/ },
];

const githubWorkflow = /^\.(github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/;

const findTechnology = (path: string) =>
  technologies.find(({ matches }) => matches.test(path));

/** Steps by name, such as plugins of Buildkite and tasks of Azure or Tekton. */
const namedStep =
  /\b(docker(-compose)?#|task:\s*(DotNetCoreCLI|Maven|Gradle|VSBuild|VSTest|Npm|Docker|Go|UsePythonVersion)|name:\s*(buildah|kaniko|golang-test|pytest|maven)|language:\s*(python|node_js|go|java|ruby|rust)|image-build)/i;

function readText(
  file: RepositoryFile,
  technology: (typeof technologies)[number],
): Finding<'pipelines'> {
  return {
    subject: `${technology.title} (${file.name})`,
    file: file.path,
    line: 1,
    source: 'seen',
    technology: technology.title,
    checksChanges:
      !technology.manual?.test(file.text) &&
      (buildsOrTests(file.text.replace(/^[ \t]*-[ \t]+(run:)?[ \t]*/gm, '')) ||
        namedStep.test(file.text)),
  };
}

/** Finds pipelines that build or test each change. */
export const pipelinesDetector: Detector = {
  id: 'pipelines',
  version: 3,
  title: 'Pipelines',
  kinds: ['pipelines', 'workflows'],
  searched:
    '.github/workflows, .gitlab-ci.yml, .circleci, azure-pipelines.yml, Jenkinsfile, .tekton, bitbucket-pipelines.yml, .buildkite, .travis.yml, cloudbuild.yaml, buildspec.yml',
  reads:
    'triggers, path filters and steps of GitHub Actions; commands in the files of the others',
  ignores:
    'called workflows of other repositories, and triggers of other pipelines than GitHub Actions and Azure',
  recognises: path =>
    githubWorkflow.test(path) || findTechnology(path) !== undefined,
  priority: 10,
  async detect(files, service) {
    const pipelines: Finding<'pipelines'>[] = [];
    const workflows: Finding<'workflows'>[] = [];
    const unread: NonNullable<Detection['unread']> = [];
    for (const file of files) {
      const technology = findTechnology(file.path);
      if (technology) {
        pipelines.push(readText(file, technology));
        continue;
      }
      for (const document of await file.readDocuments()) {
        if (document.problem !== undefined) {
          unread.push(
            toUnread(file.path, document, ['pipelines', 'workflows']),
          );
          continue;
        }
        const read = readGithubWorkflow(file, document.part, service);
        pipelines.push(...(read ? [read.pipeline] : []));
        workflows.push(...(read ? [read.workflow] : []));
      }
    }
    return { found: { pipelines, workflows }, unread };
  },
};
