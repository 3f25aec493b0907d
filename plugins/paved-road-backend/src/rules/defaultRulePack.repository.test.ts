import { createMockDirectory } from '@backstage/backend-test-utils';
import { stateOf, tooLarge, toRows } from '../__testUtils__/repositoryCases';

const directory = createMockDirectory();

describe('checks of the code in the default rule pack', () => {
  it.each(
    toRows({
      'image-pinned': {
        pattern: 'monolith',
        pass: [
          { Dockerfile: 'FROM a:1 AS b\nFROM b' },
          { Dockerfile: `FROM a@sha256:${'0'.repeat(64)}` },
          { Dockerfile: 'ARG BASE=a:1\nFROM $BASE' },
          { Dockerfile: 'FROM scratch' },
          { 'Dockerfile.prod': 'FROM a:1' },
          {
            Dockerfile: 'FROM a:1',
            'Dockerfile.dockerignore': '*.md',
            'Dockerfile.dev': 'FROM a',
            '.devcontainer/Dockerfile': 'FROM a',
            'examples/batch/Dockerfile': 'FROM a',
          },
          { Dockerfile: 'FROM a:1', 'k8s/crd.yaml': tooLarge },
        ],
        fail: [
          { Dockerfile: 'FROM host:5000/a' },
          { Dockerfile: 'FROM a:latest' },
          { 'x/Dockerfile': 'FROM a', 'y/Dockerfile': 'FROM a:1' },
          { 'x/Dockerfile': 'FROM a', 'y/Dockerfile': tooLarge },
          { 'Dockerfile.prod': 'FROM a' },
          { 'api/Containerfile': 'FROM a' },
        ],
        unknown: [
          { Dockerfile: tooLarge },
          { Dockerfile: 'ARG BASE\nFROM $BASE' },
          { 'x/Dockerfile': 'FROM a:1', 'y/Dockerfile': tooLarge },
        ],
      },
      'image-not-root': {
        pattern: 'monolith',
        pass: [
          { Dockerfile: 'FROM a:1\nUSER 65532' },
          { Dockerfile: 'FROM a:nonroot' },
          { Dockerfile: 'FROM a:nonroot AS b\nFROM b' },
        ],
        fail: [
          { Dockerfile: 'FROM a:1\nUSER 0:0' },
          { Dockerfile: 'FROM a:1\nUSER x\nFROM b:1' },
          { Dockerfile: 'FROM a:nonroot AS b\nFROM c:1' },
        ],
        'not-applicable': [
          { '.devcontainer/Dockerfile': 'FROM a:1\nUSER dev' },
          { '.ko.yaml': 'defaultPlatforms: []' },
        ],
        unknown: [
          { Dockerfile: tooLarge },
          { 'x/Dockerfile': 'FROM a:nonroot', 'y/Dockerfile': tooLarge },
        ],
      },
      'has-tests': {
        pattern: 'monolith',
        pass: [
          { 'tests/unit/answers.py': 'assert answer(1) == 1' },
          { 'src/Answers.Tests/GoldenTests.cs': '[Fact] void Answers() {}' },
        ],
        fail: [
          { 'tests/unit/answers.py': '' },
          { 'chart/templates/tests/test-connection.yaml': '' },
          { 'deploy/test/values.yaml': '' },
        ],
      },
      'has-lock-file': {
        pattern: 'monolith',
        pass: [{ 'npm-shrinkwrap.json': '' }, { 'app/requirements.lock': '' }],
        fail: [{ 'app/requirements.txt': 'fastapi' }],
        'not-applicable': [{ 'chart/Chart.lock': '' }],
      },
      'has-decision-record': {
        pattern: 'monolith',
        fail: [{ 'docs/adr/index.md': '# Decisions' }],
      },
      'module-boundaries': {
        pattern: 'monolith',
        fail: [{ 'tach.toml': '' }],
        unknown: [{ 'tach.toml': tooLarge }],
      },
      'ai-core-isolated': {
        pattern: 'monolith',
        pass: [
          { 'src/inference/onnx/session.ts': "import ort from 'onnxruntime';" },
        ],
        fail: [
          { 'k8s/inference/deployment.yaml': 'model: a' },
          { 'src/inference/onnx/session.ts': '' },
        ],
      },
      'ai-core-checked': {
        pattern: 'monolith',
        pass: [{ '.importlinter': 'forbidden_modules =\n    app.adapters' }],
        fail: [
          { 'tach.toml': 'modules = ["web"]' },
          // From the file that the tool writes for a new project.
          {
            '.dependency-cruiser.cjs': `{
              name: 'no-deprecated-core',
              comment: 'A module depends on a node core module that has been deprecated.',
              to: { dependencyTypes: ['core'], path: ['^async_hooks$'] },
            }`,
          },
        ],
        unknown: [{ 'tach.toml': tooLarge }],
      },
      'model-weights-pinned': {
        pattern: 'monolith',
        pass: [{ 'app.py': 'A.from_pretrained("org/a", revision="8f3a1c2")' }],
        fail: [{ 'app.py': 'A.from_pretrained("org/a")' }],
        'not-applicable': [{ 'app.py': 'A.from_pretrained("./a")' }],
      },
      'model-weights-safe': {
        pattern: 'monolith',
        pass: [{ 'app.py': 'A.from_pretrained("org/a")' }],
        fail: [
          { 'app.py': 'torch.load(file)' },
          { 'app.py': 'A.from_pretrained("org/a", trust_remote_code=True)' },
        ],
      },
      'has-slo': {
        pattern: 'monolith',
        pass: [
          { 'slo/latency.yaml': 'version: prometheus/v1\nslos: []' },
          { 'latency.slo.yaml': 'kind: SLO', 'slo.yaml': tooLarge },
        ],
        fail: [{ 'slo.yaml': 'kind: Todo' }],
        unknown: [{ 'slo.yaml': tooLarge }],
      },
    }),
  )('%s of a %s: %s with %j', async (checkId, pattern, state, files) => {
    expect(await stateOf(checkId, pattern, files, directory)).toBe(state);
  });
});
