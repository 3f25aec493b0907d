import { detect } from '../__testUtils__/detect';
import { aiCoreDetector, boundariesDetector } from './aiCoreDetector';

const findPorts = async (layout: Record<string, string>, folder?: string) =>
  (await detect(aiCoreDetector, layout, folder)).found.modelPorts.map(
    ({ subject, file, line }) => `${subject} ${file}:${line}`,
  );

const protocol = `from typing import Protocol

class Llm(Protocol):
    """An interface."""

    def complete(self, prompt: str) -> str: ...
`;
const adapter = 'from app.llm import Llm\n\nclass OpenAiLlm(Llm):\n    pass\n';

describe('interfaces to the model', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'a protocol in Python',
      { 'app/llm.py': protocol, 'app/openai_llm.py': adapter },
      ['Llm app/llm.py:3'],
    ],
    [
      'an abstract class of a weak name whose methods call a model',
      {
        'src/backend.ts':
          'export abstract class BaseBackend {\n  abstract embed(texts: string[]): Promise<number[][]>;\n}\n',
        'src/onnx.ts': 'class OnnxBackend extends BaseBackend {}',
      },
      ['BaseBackend src/backend.ts:1'],
    ],
    [
      'a class with abstract methods',
      {
        'providers/base.py':
          'class ModelProvider(Service):\n    @abstractmethod\n    async def embed(self, text): ...\n',
        'providers/openai.py': 'class OpenAi(ModelProvider): ...',
      },
      ['ModelProvider providers/base.py:1'],
    ],
    [
      'the type of a function',
      {
        'src/endpoint.ts':
          'export type Endpoint = (\n  question: Question\n) => Promise<AsyncGenerator<Text>>;\n',
        'src/openai.ts':
          'export function createOpenAi(): Endpoint { return generate; }',
      },
      ['Endpoint src/endpoint.ts:1'],
    ],
    [
      'a trait in Rust',
      {
        'core/src/lib.rs':
          'pub trait Backend {\n    fn predict(&self, batch: Batch) -> Scores;\n}\n',
        'onnx/src/lib.rs': 'impl Backend for OnnxBackend {}',
      },
      ['Backend core/src/lib.rs:1'],
    ],
    [
      'an interface in Go',
      {
        'llm.go':
          'type ChatModel interface {\n\tGenerate(prompt string) string\n}',
        'main.go': 'func New(model ChatModel) {}',
      },
      ['ChatModel llm.go:1'],
    ],
    [
      'a registered component in a folder of models',
      {
        'src/text-generation/vllm.py':
          '@ComponentRegistry.register("vllm")\nclass VllmComponent(Component):\n    pass',
      },
      ['VllmComponent src/text-generation/vllm.py:1'],
    ],
    [
      'a registry of the AI SDK',
      { 'lib/models.ts': '\nexport const models = customProvider({});' },
      ['customProvider lib/models.ts:2'],
    ],
    [
      'a folder of the hexagonal architecture',
      {
        'src/adapters/model/session.ts': "import ort from 'onnxruntime-node';",
      },
      ['src/adapters/model/session.ts src/adapters/model/session.ts:1'],
    ],
  ])('finds %s', async (_, layout, expected) => {
    expect(await findPorts(layout)).toEqual(expected);
  });

  it.each<[string, Record<string, string>]>([
    ['an interface that nothing implements', { 'app/llm.py': protocol }],
    [
      'interfaces to something else',
      {
        'mail.py':
          'class MailProvider(ABC):\n    def send(self): ...\n\nclass Smtp(MailProvider): ...',
        'storage.ts':
          'interface Provider { load(): void }\nclass S3 implements Provider {}',
      },
    ],
    [
      'data about models',
      {
        'types.ts':
          'export interface LLM {\n  modelId: string;\n}\nexport interface EmbeddingProps {\n  onChange: () => void;\n}\nconst all: LLM[] = [];\ntype A = EmbeddingProps;',
      },
    ],
    [
      'adapters of a database, and an empty file',
      {
        'src/adapters/postgres.ts': 'export const pool = new Pool();',
        'src/inference/__init__.py': '',
        'src/ports/index.ts': '// model',
      },
    ],
    [
      'a comment, a test, an example and docs',
      {
        'a.py': `# class Llm(Protocol):\n#     def complete(self): ...\nLlm = 1`,
        'tests/llm.py': protocol,
        'examples/llm.py': protocol,
        'docs/llm.py': protocol,
        'b.py': adapter,
      },
    ],
  ])('does not find %s', async (_, layout) => {
    expect(await findPorts(layout)).toEqual([]);
  });

  it('looks only into the folder of the service, which may be an example', async () => {
    const layout = {
      'examples/chat/llm.py': protocol,
      'examples/chat/openai.py': adapter,
      'services/search/llm.py': protocol,
    };
    expect(await findPorts(layout, 'examples/chat')).toEqual([
      'Llm examples/chat/llm.py:3',
    ]);
  });
});

describe('rules for module boundaries', () => {
  const findBoundaries = async (layout: Record<string, string | number>) =>
    (await detect(boundariesDetector, layout)).found.boundaries.map(
      ({ technology, namesAiCore }) => `${technology} ${namesAiCore}`,
    );

  it.each<[Record<string, string>, string[]]>([
    [
      {
        '.dependency-cruiser.cjs':
          "forbidden: [{ to: { path: '^src/ports/' } }]",
      },
      ['dependency-cruiser true'],
    ],
    [
      { 'pyproject.toml': '[[tool.importlinter.contracts]]\nlayers = ["web"]' },
      ['Import Linter false'],
    ],
    [{ 'setup.cfg': '[importlinter:contract:1]' }, ['Import Linter false']],
    [{ 'tach.toml': '[[modules]]\npath = "app.adapters"' }, ['Tach true']],
    [{ '.go-arch-lint.yml': 'deps:\n  inference: {}' }, ['go-arch-lint true']],
    [
      {
        'src/test/java/ArchitectureTest.java':
          'noClasses().that().resideInAPackage("..web..")',
      },
      ['ArchUnit false'],
    ],
    [
      { 'eslint.config.js': "'import/no-restricted-paths': ['error', {}]" },
      ['ESLint false'],
    ],
  ])('finds those of %j', async (layout, expected) => {
    expect(await findBoundaries(layout)).toEqual(expected);
  });

  it('does not count empty files, comments and other settings', async () => {
    expect(
      await findBoundaries({
        'tach.toml': '',
        'pyproject.toml': '[tool.poetry]\nmodules = 1',
        '.dependency-cruiser.cjs': '// to: { path }',
        'setup.cfg': '[flake8]',
        'node_modules/a/ArchTest.java': '',
      }),
    ).toEqual([]);
  });
});
