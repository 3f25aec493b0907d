import { detect } from '../__testUtils__/detect';
import { llmCodeDetector } from './llmCodeDetector';
import { namesVersion } from './modelReferences';

const read = async (layout: Record<string, string | number>) =>
  (await detect(llmCodeDetector, layout)).found;

const readPython = async (code: string) => await read({ 'app/chat.py': code });

describe('names of models', () => {
  it.each([
    'gpt-4o-2024-08-06',
    'gpt-3.5-turbo-0125',
    'claude-3-haiku-20240307',
    'anthropic.claude-3-sonnet-20240229-v1:0',
    'us.anthropic.claude-3-5-haiku-20241022-v1:0',
    'claude-sonnet-4@20250514',
    'gemini-1.5-pro-002',
    'mistral-large-2407',
    'claude-2.1',
    'org/model@8f3a1c2',
  ])('%s is one version', name => {
    expect(namesVersion(name)).toBe(true);
  });

  it.each([
    'gpt-4o',
    'gpt-4-turbo-preview',
    'claude-3-5-sonnet-latest',
    'claude-haiku-4-5',
    'gemini-2.5-flash',
    'mistral-small-latest',
    'llama3.1:8b',
    'llama3-8b-8192',
    'meta-llama/Llama-3.1-8B-Instruct',
  ])('%s floats', name => {
    expect(namesVersion(name)).toBe(false);
  });

  it.each<[string, string]>([
    ['client.create(model="gpt-4o")', 'gpt-4o'],
    [
      'def ask(text, model: str = "claude-3-haiku-20240307"):',
      'claude-3-haiku-20240307',
    ],
    ['MODEL = os.environ.get("MODEL_ID", "org/llama-3-8b")', 'org/llama-3-8b'],
    ['name: str = "gpt-4o"', 'gpt-4o'],
    ['model=(\n    "gemini-2.5-flash"\n)', 'gemini-2.5-flash'],
    [
      'parser.add_argument("--model", default="mistral-small-latest")',
      'mistral-small-latest',
    ],
  ])('are found in %s', async (code, name) => {
    expect((await readPython(code)).modelReferences).toMatchObject([
      { subject: name, source: 'seen' },
    ]);
  });

  it.each([
    'if model == "gpt-4o":',
    'if model.startswith("gpt-4"):',
    'if name in ("gpt-4o", "gpt-4"):',
    'tiktoken.encoding_for_model("gpt-4o")',
    '# model = "gpt-4o"',
    'def ask():\n    """model = "gpt-4o" """',
    'model = "customer-churn-7"',
    'model = "text-embedding-3-large"',
    'import llama_index',
    'model = os.environ["MODEL"]',
  ])('are not found in %s', async code => {
    expect((await readPython(code)).modelReferences).toEqual([]);
  });

  it.each([
    [
      'infra/main.bicep',
      "modelName: !empty(name) ? name : 'gpt-4o-mini'\nmodelVersion: '2024-07-18'",
      true,
    ],
    ['infra/main.bicep', "param modelName string = 'gpt-4o-mini'", false],
    [
      'infra/main.parameters.json',
      '{"modelName": {"value": "${MODEL=gpt-4o-mini}"}, "modelVersion": {"value": "${VERSION=2024-07-18}"}}',
      true,
    ],
  ])('are pinned by a parameter of %s', async (file, code, pinned) => {
    expect((await read({ [file]: code })).modelReferences).toMatchObject([
      { subject: 'gpt-4o-mini', pinned },
    ]);
  });

  it('are pinned by the revision of weights', async () => {
    const found = await readPython(
      'AutoModel.from_pretrained(model="org/llama-3-8b", revision="8f3a1c2")',
    );
    expect(found.modelReferences).toMatchObject([{ pinned: true }]);
  });

  it('are read from configuration', async () => {
    const found = await read({
      'deploy/values.yaml':
        'llm:\n  model: gpt-4o # the large one\n  args: [--model-id, org/qwen2-7b]\nimage: org/llama-server:1.0',
      'compose.yaml': 'LLM_MODEL_ID: ${LLM_MODEL_ID:-org/mistral-7b}',
      'config/app.toml': 'name = "gpt-4o"',
    });
    expect(found.modelReferences.map(({ subject }) => subject)).toEqual([
      'org/mistral-7b',
      'gpt-4o',
      'org/qwen2-7b',
    ]);
  });
});

describe('limits of calls', () => {
  it.each([
    ['agent.run(max_iterations=15)', 'callsPerRequest'],
    ['MAX_COMPLETIONS = 8  # agent', 'callsPerRequest'],
    ['agent(max_function_calls=3)', 'callsPerRequest'],
    ['recursion_limit: Optional[int] = 5  # agent', 'callsPerRequest'],
    [
      'parser.add_argument("--recursion_limit", type=int, default=5)  # agent',
      'callsPerRequest',
    ],
    ['llm.complete(text, max_tokens=512)', 'outputTokens'],
    ['chat = {"max_tokens": MAX_REPLY_TOKENS}', 'outputTokens'],
    [
      'max_tokens = int(os.getenv("MAX_TOKENS", "1024"))  # llm',
      'outputTokens',
    ],
    ['monthly_token_limit = 5_000_000\nllm = 1', 'tokensPerMonth'],
    ['llm = Router(max_budget=100)', 'usdPerMonth'],
  ])('%s', async (code, limit) => {
    expect(
      (await readPython(`import openai\n${code}`)).callLimits,
    ).toMatchObject([{ limit }]);
  });

  it('are found in TypeScript', async () => {
    const { callLimits } = await read({
      'src/chat.ts':
        'streamText({ stopWhen: stepCountIs(5), maxOutputTokens: 700 })',
    });
    expect(callLimits.map(({ limit }) => limit).sort()).toEqual([
      'callsPerRequest',
      'outputTokens',
    ]);
  });

  it.each([
    'llm.complete(text, max_tokens=request.max_tokens)',
    'max_tokens: int | None = None  # llm',
    'chat(max_tokens=0)',
    'agent = 1\nmax_input_tokens = 4096',
    'TrainingArguments(max_steps=100)  # chat',
    'from sklearn import svm\nfit(max_iterations=100)',
  ])('are not found in %s', async code => {
    expect((await readPython(code)).callLimits).toEqual([]);
  });
});

describe('prompts', () => {
  const text =
    'You answer questions about parcels, briefly and only from the documents.';

  it.each<[string, Record<string, string>]>([
    ['a file', { 'prompts/system.md': text }],
    ['a template', { 'app/prompts/answer.j2': text }],
    ['a constant', { 'app/chat.py': `SYSTEM_PROMPT = """${text}"""` }],
    [
      'an argument',
      { 'src/chat.ts': `send({ role: 'system', content: '${text}' })` },
    ],
    [
      'a message in C#',
      { 'Chat.cs': `new ChatMessage(ChatRole.System, $"${text}")` },
    ],
    [
      'an opening',
      { 'Chat.java': `String text = "You are an agent. ${text}";` },
    ],
    [
      'settings',
      { 'appsettings.json': `{"Prompts": {"SystemPrompt": "${text}"}}` },
    ],
    [
      'a template of a library',
      { 'app/chat.py': `PromptTemplate.from_template("${text}")` },
    ],
  ])('are found in %s', async (_, layout) => {
    expect((await read(layout)).prompts).toMatchObject([{ pinned: true }]);
  });

  it.each<[string, Record<string, string>]>([
    ['an empty file', { 'prompts/system.md': '' }],
    ['a description', { 'prompts/README.md': text }],
    ['captions', { 'src/chat.ts': `const promptPlaceholder = '${text}';` }],
    ['short texts', { 'src/chat.ts': "const prompt = 'Hello';" }],
    [
      'client code',
      { 'web/Chat.tsx': `useState();\nconst systemPrompt = '${text}';` },
    ],
    ['instructions for coding tools', { '.github/prompts/review.md': text }],
  ])('are not found in %s', async (_, layout) => {
    expect((await read(layout)).prompts).toEqual([]);
  });
});

describe('fallbacks', () => {
  it.each([
    ['llm = main.with_fallbacks([other])', 'fallback model'],
    ['fallback_model = "gpt-4o-mini"', 'fallback model'],
    ['import litellm', 'LiteLLM'],
    ['url = os.environ["LLM_GATEWAY_URL"]', 'gateway'],
    ['url = "https://openrouter.ai/api/v1"', 'OpenRouter'],
  ])('%s', async (code, technology) => {
    expect((await readPython(code)).fallbacks).toMatchObject([{ technology }]);
  });

  it.each([
    '# with_fallbacks(',
    'font_fallback = "serif"',
    'url = "https://openrouter.ai/api/v1"\nother = "https://api.openai.com"',
  ])('are not found in %s', async code => {
    expect((await readPython(code)).fallbacks).toEqual([]);
  });
});

describe('clients', () => {
  it.each([
    ['OpenAI(timeout=20)', { timeout: { exists: true, value: '20' } }],
    ['OpenAI()', { timeout: { exists: false }, retries: { exists: true } }],
    [
      'AzureOpenAI(**options)',
      { timeout: { unknown: 'The arguments of the client are set elsewhere' } },
    ],
    [
      'boto3.client("bedrock-runtime", config=Config(read_timeout=30))',
      { timeout: { exists: true, value: '30' }, retries: { exists: false } },
    ],
    ['import langfuse\nOpenAI()', { traced: true }],
    ['OpenAI()', { traced: false }],
  ])('%s', async (code, expected) => {
    expect((await readPython(code)).modelClients).toMatchObject([expected]);
  });

  it.each([
    [
      'Chat.cs',
      'var c = new AzureOpenAIClient(uri, key, new() { NetworkTimeout = Limit });',
      'AzureOpenAIClient',
      true,
    ],
    [
      'Chat.cs',
      'services.AddOpenAIChatCompletion("gpt-4o");',
      'AddOpenAIChatCompletion',
      false,
    ],
    [
      'Chat.java',
      'var m = OpenAiChatModel.builder().timeout(Duration.ofSeconds(20)).build();',
      'OpenAiChatModel',
      true,
    ],
    [
      'Chat.java',
      'var c = new OpenAIClientBuilder().buildClient(); call.timeout(LIMIT);',
      'OpenAIClientBuilder',
      false,
    ],
    [
      'chat.go',
      'client := openai.NewClient(option.WithRequestTimeout(limit))',
      'openai.NewClient',
      true,
    ],
    [
      'chat.rb',
      'client = Anthropic::Client.new',
      'Anthropic::Client.new',
      false,
    ],
    [
      'chat.rb',
      'client = OpenAI::Client.new(request_timeout: 20)',
      'OpenAI::Client.new',
      true,
    ],
  ])('are read in %s: %s', async (file, code, subject, exists) => {
    const { modelClients } = (await detect(llmCodeDetector, { [file]: code }))
      .found;
    expect(modelClients).toMatchObject([{ subject, timeout: { exists } }]);
  });

  it('are traced by their own image or by a library, not by another image', async () => {
    const traced = async (layout: Record<string, string>) =>
      (
        await read({
          'chat/pyproject.toml': '',
          'chat/a.py': 'OpenAI()',
          ...layout,
        })
      ).modelClients;
    const other = { 'web/pyproject.toml': '', 'web/a.py': 'import langfuse' };
    expect(await traced(other)).toMatchObject([{ traced: true }]);
    expect(
      await traced({ ...other, 'web/Dockerfile': 'FROM a' }),
    ).toMatchObject([{ traced: false }]);
  });

  it.each([
    [
      'Chat.java',
      'import org.springframework.ai.chat.client.ChatClient;',
      'Spring AI makes the client from its settings',
    ],
    [
      'chat.rs',
      'use async_openai::Client;',
      'model clients in Rust are not recognised',
    ],
  ])('are unread in %s: %s', async (file, code, problem) => {
    const { unread } = await detect(llmCodeDetector, { [file]: code });
    expect(unread).toContainEqual({
      subject: file,
      problem,
      kinds: ['modelClients'],
    });
  });

  it('leave everything unknown if no call of a model is recognised', async () => {
    const { unread } = await detect(llmCodeDetector, {
      'app/a.py': 'print(1)',
    });
    expect(unread).toMatchObject([
      { problem: 'no call of a language model is recognised' },
    ]);
  });

  it('are not declarations and comments', async () => {
    const { modelClients } = await readPython(
      'class OpenAI(Base):\n    pass\n# OpenAI()',
    );
    expect(modelClients).toEqual([]);
  });
});

describe('files', () => {
  it('are not those of tests, examples, migrations and tools', async () => {
    const code = 'model = "gpt-4o"';
    const { modelReferences } = await read({
      'tests/a.py': code,
      'examples/a.py': code,
      'app/migrations/0001_a.py': code,
      'app/test_a.py': code,
      'src/a.test.ts': code,
      '.github/a.py': code,
      'dist.min.js': code,
      'gen.py': `# DO NOT EDIT\n${code}`,
    });
    expect(modelReferences).toEqual([]);
  });

  it('that are too large are unread', async () => {
    const { unread } = await detect(llmCodeDetector, { 'app/chat.py': 2e6 });
    expect(unread).toMatchObject([
      { subject: 'app/chat.py', problem: 'has 2000000 bytes' },
    ]);
  });
});
