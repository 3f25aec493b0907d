import { Finding, FindingValue } from '@paved-road/plugin-paved-road-common';
import { placeAt, readArguments, SourceText } from '../source/SourceText';

/** Languages whose libraries are recognised. */
const libraries = /\.(py|[cm]?[jt]sx?|svelte|vue)$/;
/** Constructors of clients. Those of the first group retry by default. */
const constructors =
  /\b(?:new )?((?:Async)?(?:Azure)?OpenAI|(?:Async)?Anthropic(?:Bedrock|Vertex)?|ChatOpenAI|AzureChatOpenAI|ChatAnthropic|Groq|AsyncGroq)\(|\b(?:new )?(ChatBedrock(?:Converse)?|ChatVertexAI|ChatGoogleGenerativeAI|ChatOllama|ChatMistralAI|ChatGroq|ChatCohere|genai\.Client|GoogleGenAI|(?:Async)?InferenceClient|HfInference|MistralClient|Mistral|cohere\.(?:Async)?Client(?:V2)?|BedrockRuntimeClient)\(|\bclient\(\s{0,20}(?:service_name\s?=\s?)?["'](bedrock-runtime)["']/g;
const timeout =
  /\b(timeout|request_?timeout|read_?timeout|timeout_?ms|abortSignal)\b["']?\s{0,3}[=:]\s{0,3}([^,\n)}]{1,60})/i;
/** Arguments that contain a timeout made elsewhere in the file. */
const transport = /\b(http_?client|http_?options|config|requestHandler)\b/i;
const retries =
  /\b(max_?retries|num_retries|retries|max_?attempts|retry_?config|retry)\b["']?\s{0,3}[=:]\s{0,3}([^,\n)}]{1,60})/i;
const retryLibrary =
  /\b(tenacity|backoff|p-retry|async-retry|stamina|Retrying)\b/;

/** Libraries and settings that trace calls of models. */
const tracing =
  /langfuse|langsmith|LANGCHAIN_TRACING|openinference|traceloop|openllmetry|\barize\b|phoenix\.otel|mlflow\.(autolog|openai|langchain|tracing)|\bopik\b|\bweave\.init|helicone|experimental_telemetry|opentelemetry|\bddtrace\b|logfire|sentry_sdk\.ai/i;

function readSetting(
  text: string,
  pattern: RegExp,
  { code }: SourceText,
): FindingValue<'setting'> {
  const match =
    pattern.exec(text) ?? (transport.test(text) ? pattern.exec(code) : null);
  if (match) {
    const value = match[2].trim();
    return { exists: !/^(none|null|undefined|false|0)\b/i.test(value), value };
  }
  return /(\*\*|\.\.\.)\w|^\s*[\w.]+\s*$/.test(text)
    ? { unknown: 'The arguments of the client are set elsewhere' }
    : { exists: false };
}

/** Finds clients of models with their timeouts and retries. */
export function findModelClients(
  sources: SourceText[],
): Finding<'modelClients'>[] {
  const traced = sources.some(({ code }) => tracing.test(code));
  return sources
    .filter(({ file }) => libraries.test(file.path))
    .flatMap(source =>
      [...source.code.matchAll(constructors)]
        .filter(
          ({ index }) =>
            !/\b(class|def|function|interface)\s+$/.test(
              source.code.slice(Math.max(0, index - 20), index),
            ),
        )
        .map(match => {
          const text = readArguments(
            source,
            source.code.indexOf('(', match.index),
          );
          return {
            ...placeAt(source, match.index, match[1] ?? match[2] ?? match[3]),
            timeout: readSetting(text, timeout, source),
            retries:
              match[1] || retryLibrary.test(source.code)
                ? { exists: true }
                : readSetting(text, retries, source),
            traced,
          };
        }),
    );
}
