import { Finding } from '@paved-road/plugin-paved-road-common';
import { placeAt, readBefore, SourceText } from '../source/SourceText';

/** Names of models by provider, without the prefix of a gateway. With capitals, they are titles. */
const families: [provider: string, pattern: RegExp][] = [
  [
    'openai',
    /^(gpt-?[345][\w.-]*|chatgpt-[\w.-]+|o[134](-[\w.-]+)?|text-embedding-[\w-]+)$/,
  ],
  [
    'anthropic',
    /^((us|eu|apac|global|jp|au)\.)?(anthropic\.)?claude-(\d|instant|opus|sonnet|haiku)[\w.:@-]*$/,
  ],
  ['google', /^gemini-[\w.-]+$/],
  [
    'bedrock',
    /^((us|eu|apac|global|jp|au)\.)?(amazon|meta|mistral|cohere|ai21|deepseek|qwen|openai|writer)\.[\w.-]{0,80}\d(:\d+)?$/,
  ],
  [
    'mistral',
    /^(open-)?(mistral|mixtral|codestral|pixtral|ministral|magistral|devstral)-[\w.:-]+$/,
  ],
  [
    'cohere',
    /^(command-[\w.-]+|embed-(english|multilingual)[\w.-]*|rerank-[\w.-]+)$/,
  ],
  ['xai', /^grok-[\w.-]+$/],
  ['deepseek', /^deepseek-[\w.:-]+$/],
  ['voyage', /^voyage-[\w.-]+$/],
  [
    'open weights',
    /^(gpt-oss|llama|codellama|tinyllama|phi|gemma|qwen|qwq|vicuna|falcon|starcoder|granite|smollm|nomic-embed|mxbai)[\w.-]{0,80}[\d:][\w.:-]{0,40}$/,
  ],
];
const hostedWithoutContext = /^(gpt-[345]|claude-|gemini-)/;

/** A repository of a hub: an organisation, and a name with the family of the model. */
const hubName =
  /^[A-Za-z0-9][\w.-]{0,60}\/[\w.-]{0,80}(llama|mi[sx]tral|qwen|phi-?\d|gemma|falcon|gpt|claude|gemini|grok|bloom|deepseek|zephyr|starcoder|t5|bert|minilm|mpnet|neural-chat|whisper|bge-|e5-|gte-|hermes|smollm|granite|internlm|glm|kimi|vicuna|olmo|command-r|stable-diffusion)[\w.:@-]{0,80}$/i;

const notModel =
  /\.(gguf|jsonl?|py|[cm]?[jt]sx?|ya?ml|txt|md|svg|png|bin|safetensors|sh|git|com)$|llama[-_]?(index|cpp|hub|parse|factory)|^(claude|gemini|mistral)-(code|cli|desktop|pr|review|api|key|common|client)\b|[-.]$/i;

/** The date, number, revision or digest of one version. */
const version = [
  /(^|[-@_:.])20[2-3]\d-?(0[1-9]|1[0-2])(-?([0-2]\d|3[01]))?(?!\d)/,
  /[-:@](0[1-9]|1[0-2])-?([0-2]\d|3[01])(?!\d)/,
  /[-:@]2[3-9](0[1-9]|1[0-2])(?!\d)/,
  /-00\d$/,
  /-v\d+:\d+$/,
  /@([0-9a-f]{7,64}|sha256:[0-9a-f]{8,64})$/i,
];
/** Names that never change: a new version gets a new name. */
const versionByName =
  /^claude-(2\.[01]|instant-1\.\d)$|(^|[./])claude-(opus|sonnet|haiku)-4[.-][6-9]$/i;
/** Models that give vectors and no answers. */
const embedding = /embed|rerank|(^|\/)(bge|e5|gte)-|minilm|mpnet|voyage-/i;

const key =
  /(model|llm|engine|deployment)\w{0,40}["'`\])]{0,3}\s{0,4}(:|=(?![=~])|\(|,|\|\||\?\?)[^;{}]{0,160}$/i;
const weakKey =
  /\b(name|id|default|value|label)["']?\s{0,4}[:=](?!=)[^;{}]{0,60}$/i;
const factory =
  /\b(openai|azure|anthropic|google|vertex|bedrock|mistral|groq|xai|cohere|gateway|openrouter|Chat\w{2,30})(\.\w{1,30})?\(\s{0,20}$/;
/** Versions of Amazon Bedrock in full, which name nothing but a model. */
const complete = /^(\w{2,6}\.)?[a-z]\w+\.[\w.-]{3,60}-v\d+:\d+$/;
const comparison =
  /\bLiteral\[[^\]]*$|(===?|!==?|~=|\b(in|not|includes|contains|startsWith|endsWith|startswith|endswith|match|matches|test|case|replace|removeprefix|encoding_for_model|encodingForModel)\b)\s{0,3}[([]{0,2}$|tokeni[sz]er|tiktoken|\bcase\s$/;

/** The provider of a model; undefined if the text is not the name of one. */
export function findProvider(name: string): string | undefined {
  if (name.length > 120 || notModel.test(name)) {
    return undefined;
  }
  const bare = name.slice(name.lastIndexOf('/') + 1);
  const family = families.find(([, pattern]) => pattern.test(bare));
  if (hubName.test(name)) {
    return family && /^(openai|anthropic|google|xai)$/.test(family[0])
      ? family[0]
      : 'hub';
  }
  return name.split('/').length <= 3 ? family?.[0] : undefined;
}

/** Whether a name stands for one version of a model. */
export function namesVersion(name: string): boolean {
  return (
    !/[-:@.]latest$/i.test(name) &&
    (version.some(pattern => pattern.test(name)) || versionByName.test(name))
  );
}

function toReference(
  source: SourceText,
  name: string,
  position: number,
): Finding<'modelReferences'>[] {
  const provider = findProvider(name);
  if (provider === undefined || embedding.test(name)) {
    return [];
  }
  const hasRevision =
    provider === 'hub' &&
    /\brevision["']?\s{0,3}[:= ]\s{0,3}["']?(?!main\b|None\b|null\b)\w/.test(
      source.code.slice(position, position + 300),
    );
  return [
    {
      ...placeAt(source, position, name),
      provider,
      pinned: hasRevision || namesVersion(name),
    },
  ];
}

/** Values without quotes, and arguments of a server in a configuration. */
const setting =
  /^[ \t-]{0,60}["']?[\w.-]{0,60}(?:model|llm|engine|deployment)[\w.-]{0,40}["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?:\$\{\w{1,80}:?-?)?([\w./:@-]{2,120})|--model(?:-id|-name)?["']?[ =,]{1,4}["']?([\w./:@-]{2,120})/gim;

/** Finds the names of models that are called, as values of code. */
export function findModelReferences(
  source: SourceText,
): Finding<'modelReferences'>[] {
  const quoted = source.literals
    .filter(({ value }) => value.length > 1 && value.length <= 120)
    .filter(({ value, start }) => {
      if (findProvider(value) === undefined) {
        return false;
      }
      const before = readBefore(source, start);
      return (
        !comparison.test(before) &&
        (complete.test(value) ||
          key.test(before) ||
          factory.test(before) ||
          (hostedWithoutContext.test(value) && weakKey.test(before)))
      );
    })
    .flatMap(({ value, start }) => toReference(source, value, start));
  return uniqueSubjects(quoted);
}

export function findConfiguredModels(
  source: SourceText,
): Finding<'modelReferences'>[] {
  return uniqueSubjects(
    [...source.code.matchAll(setting)].flatMap(match =>
      toReference(source, match[1] ?? match[2], match.index),
    ),
  );
}

const deployedVersion = /^(20\d\d-\d\d-\d\d|\d{3,4})$/;

/** Finds the names of models in templates of Azure, where a version is a separate parameter. */
export function findDeployedModels(
  source: SourceText,
): Finding<'modelReferences'>[] {
  const values = source.literals.map(({ value, start }) => ({
    value: value.replace(/^\$\{\w+=(.*)\}$/, '$1'),
    start,
    before: source.code.slice(Math.max(0, start - 160), start),
  }));
  const pinned = values.some(
    ({ value, before }) =>
      deployedVersion.test(value) &&
      /version[^,\n]*(\{\s*"value":\s*)?$/i.test(before),
  );
  return uniqueSubjects(
    values
      .filter(
        ({ value, before }) =>
          hostedWithoutContext.test(value) &&
          /(model|deployment)\w*["']?[^'"\n]*(\{\s*"value":\s*)?$/i.test(
            before,
          ),
      )
      .flatMap(({ value, start }) =>
        toReference(source, value, start).map(reference => ({
          ...reference,
          pinned: reference.pinned || pinned,
        })),
      ),
  );
}

function uniqueSubjects<F extends Finding>(findings: F[]): F[] {
  return [
    ...new Map(findings.map(finding => [finding.subject, finding])).values(),
  ];
}
