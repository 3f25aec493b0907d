import { Finding, FindingValue } from '@paved-road/plugin-paved-road-common';
import { Detection } from '../Detector';
import { listPackages } from '../inventory';
import { placeAt, readArguments, SourceText } from '../source/SourceText';

/** Constructors of clients by language. Constructors in the first group retry by default. */
const constructors: { file: RegExp; pattern: RegExp }[] = [
  {
    file: /\.(py|[cm]?[jt]sx?|svelte|vue)$/,
    pattern:
      /\b(?:new )?((?:Async)?(?:Azure)?OpenAI|(?:Async)?Anthropic(?:Bedrock|Vertex)?|ChatOpenAI|AzureChatOpenAI|ChatAnthropic|Groq|AsyncGroq)\(|\b(?:new )?(ChatBedrock(?:Converse)?|ChatVertexAI|ChatGoogleGenerativeAI|ChatOllama|ChatMistralAI|ChatGroq|ChatCohere|genai\.Client|GoogleGenAI|(?:Async)?InferenceClient|HfInference|MistralClient|Mistral|cohere\.(?:Async)?Client(?:V2)?|BedrockRuntimeClient)\(|\bclient\(\s{0,20}(?:service_name\s?=\s?)?["'](bedrock-runtime)["']/g,
  },
  {
    file: /\.cs$/,
    pattern:
      /\bnew ((?:Azure)?OpenAIClient|(?:OpenAI\.Chat\.)?ChatClient|AnthropicClient)\s?\(|\.(Add(?:Azure)?OpenAI(?:ChatCompletion|Client|ChatClient)|AddOllama\w{0,30})(?=[<(])|\bnew (AmazonBedrockRuntimeClient|ChatCompletionsClient|OllamaApiClient|OllamaChatClient|GeminiChatClient)\s?\(/g,
  },
  {
    file: /\.(java|kt|scala)$/,
    pattern:
      /\b((?:Azure)?OpenAiChatModel|(?:Azure)?OpenAiStreamingChatModel|AnthropicChatModel|OpenAIOkHttpClient|AnthropicOkHttpClient|OllamaChatModel|BedrockChatModel|MistralAiChatModel)\s{0,40}\.(?=builder|fromEnv)|\bnew (OpenAIClientBuilder|ChatCompletionsClientBuilder|VertexAI)\(|\b(BedrockRuntime(?:Async)?Client)\s{0,40}\.(?=builder|create)/g,
  },
  {
    file: /\.go$/,
    pattern:
      /\b(openai\.NewClient|anthropic\.NewClient)\(|\b(openai\.NewClientWithConfig|genai\.NewClient|cohere\.NewClient|ollama\.NewClient|bedrockruntime\.New(?:FromConfig)?|azopenai\.NewClient\w{0,30}|mistral\.NewMistralClient\w{0,20})\(/g,
  },
  {
    file: /\.rb$/,
    pattern:
      /\b(Anthropic::\w{0,20}Client\.new|OpenAI::Client\.new|Aws::BedrockRuntime::Client\.new)(?!\w)|\b(Gemini\.new|RubyLLM\.(?:chat|context)|Langchain::LLM::\w{2,30}\.new)(?!\w)/g,
  },
];
/** Languages whose clients nobody has described here. */
const undescribed: [title: string, file: RegExp][] = [
  ['PHP', /\.php$/],
  ['Rust', /\.rs$/],
  ['Swift', /\.swift$/],
  ['Dart', /\.dart$/],
  ['C++', /\.(cc|cpp)$/],
];
const hostedModel =
  /api\.(openai|anthropic|mistral)\.\w{2,3}\b|generativelanguage\.googleapis|bedrock-runtime|\bopenai(-api)?-(php|rs|dart)\b|\buse (async_openai|openai_api_rs|OpenAI)\b/;
const madeFromSettings: [title: string, pattern: RegExp][] = [
  ['Spring AI', /\bimport org\.springframework\.ai\.chat\.client\b/],
  ['Quarkus', /@RegisterAiService\b/],
];
const timeout =
  /\b(timeout|(?:request|read|response|network|call)_?timeout|timeout_?ms|abortSignal|with(?:Request)?Timeout)\b["']?\s{0,3}[=:(]\s{0,3}([^,\n)}]{1,60})/i;
/** Arguments that contain a timeout made elsewhere in the file. */
const transport =
  /\b(http_?client\w{0,20}|http_?options|config|requestHandler|clientOptions|options|opts|\w*Config)\b/i;
const retries =
  /\b((?:with)?max_?retries|num_retries|retries|max_?attempts|retry_?(?:config|options|policy)|retry)\b["']?\s{0,3}[=:(]\s{0,3}([^,\n)}]{1,60})/i;
const retryLibrary =
  /\b(tenacity|backoff|p-retry|async-retry|stamina|Retrying|Polly|resilience4j|AddStandardResilienceHandler|Retryable)\b/;

const mostClients = 50;

/** Libraries and settings that trace calls of models. */
const tracing =
  /langfuse|langsmith|LANGCHAIN_TRACING|openinference|traceloop|openllmetry|\barize\b|phoenix\.otel|mlflow\.(autolog|openai|langchain|tracing)|\bopik\b|\bweave\.init|helicone|experimental_telemetry|opentelemetry|\bddtrace\b|logfire|sentry_sdk\.ai/i;

/** @param elsewhere - the setting in the rest of the file, for arguments that are made there */
function readSetting(
  text: string,
  pattern: RegExp,
  elsewhere: RegExpExecArray | null,
): FindingValue<'setting'> {
  const match = pattern.exec(text) ?? (transport.test(text) ? elsewhere : null);
  if (match) {
    const value = match[2].trim();
    return { exists: !/^(none|null|undefined|false|0)\b/i.test(value), value };
  }
  return /(\*\*|\.\.\.)\w|^\s*[\w.]+\s*$/.test(text)
    ? { unknown: 'The arguments of the client are set elsewhere' }
    : { exists: false };
}

/** The arguments of a constructor. Builders of Java end with a call of `build` or the end of the statement. */
function readSettings(source: SourceText, end: number): string {
  const { code, file } = source;
  if (/\.(java|kt|scala)$/.test(file.path)) {
    const text = code.slice(end, end + 3_000);
    return text.slice(0, text.search(/\.build\w*\(|;/) + 1 || undefined);
  }
  const open = code.slice(end - 1, end + 60).indexOf('(');
  return open < 0 ? '' : readArguments(source, end - 1 + open);
}

/** The folder of the package that a file belongs to. */
function findPackage(path: string, packages: ReadonlySet<string>): string {
  let folder = path;
  while (folder.includes('/')) {
    folder = folder.slice(0, folder.lastIndexOf('/'));
    if (packages.has(folder)) {
      return folder;
    }
  }
  return '';
}

/**
 * Finds clients of models with their timeouts and retries.
 *
 * @param paths - all files, which show the packages, and the packages with a separate image
 */
export function findModelClients(
  sources: SourceText[],
  paths: readonly string[],
): Finding<'modelClients'>[] {
  const packages = listPackages(paths);
  const traced = new Set(
    sources
      .filter(({ code }) => tracing.test(code))
      .map(({ file }) => findPackage(file.path, packages)),
  );
  // Code of another image traces nothing here. Other packages may be libraries.
  const isTracedByLibrary = [...traced].some(
    folder => !paths.includes(folder ? `${folder}/Dockerfile` : 'Dockerfile'),
  );
  return sources.flatMap(source => {
    const library = constructors.find(({ file }) =>
      file.test(source.file.path),
    );
    const retriesByLibrary = retryLibrary.test(source.code);
    const elsewhere = {
      timeout: timeout.exec(source.code),
      retries: retries.exec(source.code),
    };
    return [...(library ? source.code.matchAll(library.pattern) : [])]
      .slice(0, mostClients)
      .filter(
        ({ index }) =>
          !/\b(class|def|function|interface)\s+$/.test(
            source.code.slice(Math.max(0, index - 20), index),
          ),
      )
      .map(match => {
        const text = readSettings(source, match.index + match[0].length);
        return {
          ...placeAt(source, match.index, match[1] ?? match[2] ?? match[3]),
          timeout: readSetting(text, timeout, elsewhere.timeout),
          retries:
            match[1] || retriesByLibrary
              ? { exists: true }
              : readSetting(text, retries, elsewhere.retries),
          traced:
            isTracedByLibrary ||
            traced.has(findPackage(source.file.path, packages)),
        };
      });
  });
}

/** Code that calls models through clients which are not recognised. */
export function findUnreadClients(
  sources: SourceText[],
): NonNullable<Detection['unread']> {
  return sources.flatMap(({ code, file }) => {
    const framework = madeFromSettings.find(([, pattern]) =>
      pattern.test(code),
    );
    const language = undescribed.find(([, pattern]) => pattern.test(file.path));
    const problem =
      (framework && `${framework[0]} makes the client from its settings`) ??
      (language &&
        hostedModel.test(code) &&
        `model clients in ${language[0]} are not recognised`);
    return problem
      ? [{ subject: file.path, problem, kinds: ['modelClients' as const] }]
      : [];
  });
}
