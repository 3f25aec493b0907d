import { Finding } from '@paved-road/plugin-paved-road-common';
import { placeAt, SourceText } from '../source/SourceText';

const signs: { technology: string; pattern: RegExp }[] = [
  {
    technology: 'fallback model',
    pattern:
      /(fallback_?(llms?|models?|providers?)\w{0,20}(?!["']?\s{0,3}:?=\s{0,3}\w{0,20}default)|\b(backup|secondary)_?(llm|model|provider))["']?\s{0,3}[:=](?!=)|\bwith_?fallbacks?\(|\bcontext_window_fallbacks\b|\b(default_)?fallbacks["']?\s{0,3}[:=]\s{0,3}\[\s{0,20}[{"'\w]/i,
  },
  {
    technology: 'AI SDK gateway',
    pattern: /from ["']@ai-sdk\/gateway["']|\bcreateGateway\(/,
  },
  {
    technology: 'LiteLLM',
    pattern:
      /\b(import litellm|from litellm\b|litellm\.\w|LITELLM_\w+|litellm_params)/,
  },
  {
    technology: 'Portkey',
    pattern: /from ["']portkey-ai["']|\bportkey_ai\b|api\.portkey\.ai/,
  },
  {
    technology: 'gateway',
    pattern:
      /gateway\.ai\.cloudflare\.com|oai\.helicone\.ai|\b(LLM|AI|MODEL)_GATEWAY_\w+|ai-gateway\.vercel\.sh/,
  },
];

/** A gateway if the service calls its models through nothing else. */
const openRouter = /openrouter\.ai\/api|createOpenRouter\(/;
const direct =
  /api\.(openai|anthropic|mistral|groq|cohere|together|perplexity)\.\w{2,3}\b|generativelanguage\.googleapis|\bnew (Anthropic|Mistral|Groq|GoogleGenerativeAI|MistralClient)\(|aiplatform\.googleapis|\b(Anthropic|Mistral|Groq)\(|bedrock-runtime/;

/** Finds other models that answer if one does not, and gateways that choose them. */
export function findFallbacks(sources: SourceText[]): Finding<'fallbacks'>[] {
  const onlyRouter = !sources.some(({ code }) => direct.test(code));
  return sources.flatMap(source =>
    [
      ...signs,
      ...(onlyRouter
        ? [{ technology: 'OpenRouter', pattern: openRouter }]
        : []),
    ].flatMap(({ technology, pattern }) => {
      const match = pattern.exec(source.code);
      return match
        ? [
            {
              ...placeAt(source, match.index, match[0].trim().slice(0, 80)),
              technology,
            },
          ]
        : [];
    }),
  );
}
