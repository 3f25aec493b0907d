import { detect, pick } from '../__testUtils__/detect';
import { pipelinesDetector } from './pipelinesDetector';

async function checks(
  text: string,
  path = '.github/workflows/ci.yml',
  folder = '',
) {
  const { found } = await detect(pipelinesDetector, { [path]: text }, folder);
  return pick(found, 'pipelines', 'checksChanges').flat();
}

const workflow = (on: string, step = 'run: npm test') =>
  `name: CI\non: ${on}\njobs:\n  test:\n    steps:\n      - ${step}\n`;

describe('GitHub Actions', () => {
  it.each([
    ['pull requests', workflow('[pull_request]'), true],
    ['pushes', workflow('push'), true],
    ['pushes to main', workflow('{ push: { branches: [main] } }'), true],
    [
      'pushes to one other branch',
      workflow('{ push: { branches: [release] } }'),
      false,
    ],
    ['tags', workflow("{ push: { tags: ['v*'] } }"), false],
    ['a manual start', workflow('workflow_dispatch'), false],
    ['a schedule', workflow("{ schedule: [{ cron: '0 0 * * *' }] }"), false],
    [
      'no build or test',
      workflow('pull_request', 'uses: actions/labeler@v5'),
      false,
    ],
    [
      'an image build',
      workflow('pull_request', 'uses: docker/build-push-action@v6'),
      true,
    ],
    [
      'several lines',
      workflow('push', 'run: |\n          uv sync\n          uv run pytest -q'),
      true,
    ],
    ['a word in a message', workflow('push', 'run: echo "the latest"'), false],
    ['a word of a message', workflow('push', 'run: echo make it so'), false],
    ['an install', workflow('push', 'run: npm ci'), false],
    [
      'a comment',
      workflow('push', 'run: |\n          # pytest\n          ls'),
      false,
    ],
    ['a target of make', workflow('push', 'run: make test'), true],
  ])('start for %s', async (_, text, expected) => {
    expect(await checks(text)).toEqual([expected]);
  });

  it('cover a folder by their path filters', async () => {
    const text = workflow(
      "{ pull_request: { paths: ['services/search/**'] } }",
    );
    expect(await checks(text, undefined, 'services/search')).toEqual([true]);
    expect(await checks(text, undefined, 'services/chat')).toEqual([false]);
    const byEnding = workflow("{ push: { paths: ['**/*.go'] } }");
    const { found } = await detect(
      pipelinesDetector,
      { '.github/workflows/ci.yml': byEnding, 'services/search/main.go': '' },
      'services/search',
    );
    expect(found.pipelines).toMatchObject([{ checksChanges: true }]);
  });

  it('are judged by their actions, permissions and scripts', async () => {
    const { found } = await detect(pipelinesDetector, {
      '.github/workflows/a.yml': `permissions: { contents: read }\n${workflow('push', `uses: larkmoor/act@${'a'.repeat(40)}`)}`,
      '.github/workflows/b.yml': workflow('push', 'uses: actions/checkout@v4'),
      '.github/workflows/c.yml': workflow(
        'issues',
        'run: echo "${{ github.event.issue.title }}"',
      ),
    });
    expect(
      pick(found, 'workflows', 'actionsPinned', 'permissionsLimited', 'safe'),
    ).toEqual([
      [true, true, true],
      [false, false, true],
      [true, false, false],
    ]);
  });

  it('that cannot be read are listed', async () => {
    const { found, unread } = await detect(pipelinesDetector, {
      '.github/workflows/ci.yml': 'on: push\njobs:\n\ttest: {}\n',
    });
    expect(found.pipelines).toEqual([]);
    expect(unread).toEqual([
      {
        subject: '.github/workflows/ci.yml',
        problem: 'a tab is used for indentation. Replace it with spaces',
        line: 3,
        kinds: ['pipelines', 'workflows'],
      },
    ]);
  });
});

describe('other pipelines', () => {
  it.each([
    ['.gitlab-ci.yml', 'test:\n  script:\n    - pytest\n', true],
    ['.gitlab-ci.yml', 'pages:\n  script: [echo hello]\n', false],
    [
      'Jenkinsfile',
      "pipeline { stages { stage('x') { steps { sh './gradlew test' } } } }",
      true,
    ],
    [
      'azure-pipelines.yml',
      'trigger: none\nsteps:\n  - script: npm test\n',
      false,
    ],
    ['azure-pipelines.yml', 'steps:\n  - script: npm test\n', true],
    ['azure-pipelines.yml', 'steps:\n  - task: AzureCLI@2\n', false],
    ['azure-pipelines.yml', 'steps:\n  - task: Maven@4\n', true],
    ['Jenkinsfile', "steps { sh 'make check' }", true],
    [
      '.circleci/config.yml',
      'jobs: { build: { steps: [{ run: go test ./... }] } }',
      true,
    ],
    ['cloudbuild.yaml', 'steps:\n  - script: docker build .\n', true],
  ])('in %s', async (path, text, expected) => {
    expect(await checks(text, path)).toEqual([expected]);
  });
});
