import { Finding } from '@paved-road/plugin-paved-road-common';
import { placeAt, SourceText } from '../source/SourceText';

/** Names of limits. The kind of each is decided by the first pattern that matches. */
const limits: { limit: string; name: RegExp; aside?: RegExp }[] = [
  {
    limit: 'callsPerRequest',
    name: /recursion_?limit|max_?iter(ation)?s|max_?(agent_?)?steps|max_?turns|max_?((tool|function|model|llm)_?)?(call|round|loop|roundtrip)s|max_?completions|max_consecutive_auto_reply|stepCountIs/i,
  },
  {
    limit: 'tokensPerMonth',
    name: /token_?quota|(monthly|daily)_?tokens?|tokens_?per_?(day|month)/i,
  },
  {
    limit: 'usdPerMonth',
    name: /max_budget|(monthly|daily)_?(usd|cost|spend|budget)|usd_?per_?month/i,
  },
  {
    limit: 'outputTokens',
    name: /max_?(output|completion|new)?_?tokens|num_predict/i,
    aside: /context|input|chunk|prompt|history|cache|embed|split/i,
  },
];

/** A name with its value: an assignment, an argument with a default, or the call of `stepCountIs`. */
const assignment =
  /\b([A-Za-z]\w{0,60}(?:limit|steps|turns|calls|rounds|loops|roundtrips|completions|iterations|iters|reply|quota|tokens|budget|usd|cost|spend|predict|month|day|tokens_to_sample|stepCountIs|cap))(?:["']?[ \t]{0,4}(?::[ \t]{0,4}[A-Za-z][\w.[\]| ]{0,40}=|[:=])[ \t]{0,4}|["'],[^\n)]{0,80}\bdefault ?= ?)(?=([^\n]{1,80}))|\b(stepCountIs)\((?=([^\n]{1,80}))/gi;

const isNumber = /^["']?[1-9][\d_]*\b/;
const isConstant = /^[A-Z][A-Z\d]*_[A-Z\d_]+\b(?!\s?\()/;
/** A number that is used if a setting is missing. */
const isDefault =
  /^(\w+\()?(os\.)?(getenv|environ|process\.env|env|config|settings|Field)\b[^\n]{0,40}?[(,|?]\s?(default ?= ?)?["']?[1-9]\d*|^["']?\$\{\w+:-?[1-9]\d*\}/;

const talksToModel =
  /llm|agent|chat|prompt|openai|anthropic|langchain|langgraph|completion|bedrock|tool_?call|generateText|streamText/i;
const trains =
  /\b(TrainingArguments|Trainer|optimizer|learning_rate|epochs?|sklearn|LogisticRegression)\b/;

/** Finds limits of calls and of tokens, the first of each kind in a file. */
export function findCallLimits(source: SourceText): Finding<'callLimits'>[] {
  const { code, file } = source;
  if (!talksToModel.test(code) && !talksToModel.test(file.path)) {
    return [];
  }
  const found = new Map<string, Finding<'callLimits'>>();
  for (const match of code.matchAll(assignment)) {
    const name = match[1] ?? match[3];
    const value = match[2] ?? match[4];
    const kind = limits.find(item => item.name.test(name));
    if (
      kind &&
      !kind.aside?.test(name + value.slice(0, 30)) &&
      !found.has(kind.limit) &&
      (kind.limit !== 'callsPerRequest' || !trains.test(code)) &&
      (isNumber.test(value) || isConstant.test(value) || isDefault.test(value))
    ) {
      const subject = `${name} ${value.split(/[,;)}\s]/)[0]}`;
      found.set(kind.limit, {
        ...placeAt(source, match.index, subject),
        limit: kind.limit,
      });
    }
  }
  return [...found.values()];
}
