import { Finding } from '@paved-road/plugin-paved-road-common';
import { flatMapInTurns, giveWay } from '../inTurns';
import { placeAt, SourceText } from '../source/SourceText';

type Port = Finding<'modelPorts'>;

/** Declarations of interfaces by language. The second group is what they extend, or what a type stands for. */
const declarations: {
  technology: string;
  file: RegExp;
  pattern: RegExp;
  /** What makes it abstract, if the declaration does not show it. */
  isAbstract?: RegExp;
}[] = [
  {
    technology: 'Python',
    file: /\.py$/,
    pattern: /^[ \t]*class (\w{1,80})(?:\([^()]{0,200}\))?:/gm,
    isAbstract: /\b(ABC|ABCMeta|Protocol|abstractmethod)\b/,
  },
  {
    technology: 'TypeScript',
    file: /\.(ts|tsx|mts|cts)$/,
    pattern:
      /\babstract class (\w{1,80})|\binterface (\w{1,80})|\btype (\w{1,80}) ?= ?(?=\([^;{}]{0,500}=>)/g,
  },
  { technology: 'Rust', file: /\.rs$/, pattern: /\btrait (\w{1,80})/g },
  {
    technology: 'Go',
    file: /\.go$/,
    pattern: /^type (\w{1,80}) interface\b/gm,
  },
  {
    technology: 'Java',
    file: /\.(java|kt|scala)$/,
    pattern: /\b(?:interface|abstract class|trait) (\w{1,80})/g,
  },
  {
    technology: 'C#',
    file: /\.cs$/,
    pattern: /\b(?:interface|abstract class) (\w{1,80})/g,
  },
  { technology: 'Swift', file: /\.swift$/, pattern: /\bprotocol (\w{1,80})/g },
  {
    technology: 'PHP',
    file: /\.php$/,
    pattern: /\b(?:interface|abstract class) (\w{1,80})/g,
  },
];

/** Words that name a model and nothing else. */
const model =
  /^(llms?|lm|gpt|embeddings?|embedders?|completions?|inference|predictors?|chatbots?|rerankers?|transcribers?|classifiers?)$/;

/** Words that can name something else, such as a provider of e-mails. */
const role =
  /^(models?|providers?|backends?|endpoints?|engines?|generators?|runtime)$/;

/** Words without information about the subject. */
const filler =
  /^(i|base|abstract|generic|async|chat|language|text|generation|ai|ml|gen|adapter|port|interface|gateway|clients?|service|factory|registry|runner|protocol|external|remote|type|api)$/;

/** Endings of data, user interfaces and helpers. */
const other =
  /(props|state|options?|params?|parameters|configs?|settings|requests?|responses?|results?|contexts?|payload|messages?|events?|schema|store|repository|tokenizer|info|data|input|output|error|status|usage|card|item|list|handler|callback|stream)$/i;

const stems =
  'generat|complet|embed|predict|infer|invoke|chat|rerank|transcri|classif|forward|prompt';
const use = new RegExp(`\\b\\w{0,40}(${stems})\\w{0,40}\\s{0,3}[(<:]`, 'i');
const mention = new RegExp(stems, 'i');

/** Splits `BaseChatModel` and `chat_model` into words. */
function splitWords(name: string): string[] {
  return name
    .replace(/LLMs?/g, ' llm ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\W_]+/)
    .filter(Boolean);
}

function namesModel(name: string): 'surely' | 'maybe' | 'no' {
  const words = splitWords(name);
  if (other.test(name)) {
    return 'no';
  }
  if (words.some(word => model.test(word))) {
    return 'surely';
  }
  const hasRole =
    words.some(word => role.test(word)) ||
    (words.some(word => /^clients?$/.test(word)) &&
      words.some(word => /^(chat|ai|ml|language)$/.test(word)));
  return hasRole && words.every(word => role.test(word) || filler.test(word))
    ? 'maybe'
    : 'no';
}

const inModelFolder = (path: string) =>
  path
    .split(/[/.]/)
    .some(
      part =>
        splitWords(part).some(word => model.test(word)) ||
        /^(text.?generation|language.?models?)$/.test(part),
    );

/** The body of a declaration: up to the next line that is not indented more, or 4,000 characters. */
function readBody({ code }: SourceText, position: number): string {
  const start = code.lastIndexOf('\n', position) + 1;
  const indent = /^[ \t]*/.exec(code.slice(start, start + 200))![0].length;
  const end = new RegExp(`\\n[ \\t]{0,${indent}}[^\\s)]`, 'g');
  const text = code.slice(position, position + 4_000);
  end.lastIndex = text.indexOf('\n') + 1;
  return text.slice(0, end.exec(text)?.index ?? text.length);
}

/** Interfaces whose uses are counted. */
const mostInterfaces = 100;

/** How often code names each interface: its declaration, an adapter that implements it, and callers. */
async function countUses(
  names: string[],
  sources: SourceText[],
): Promise<Map<string, number>> {
  const uses = new Map<string, number>();
  const anyName = new RegExp(`\\b(?:${names.join('|')})\\b`, 'g');
  for (const { code } of names.length > 0 ? sources : []) {
    await giveWay();
    for (const [name] of code.matchAll(anyName)) {
      uses.set(name, (uses.get(name) ?? 0) + 1);
    }
  }
  return uses;
}

function findInterfaces(source: SourceText): Port[] {
  return declarations
    .filter(({ file }) => file.test(source.file.path))
    .flatMap(({ technology, pattern, isAbstract }) =>
      [...source.code.matchAll(pattern)].flatMap(match => {
        const name = match.slice(1).find(group => /^\w+$/.test(group ?? ''));
        const kind = name ? namesModel(name) : 'no';
        if (!name || kind === 'no') {
          return [];
        }
        const isData =
          technology === 'TypeScript' && !/abstract/.test(match[0]);
        const isFunction = /^type/.test(match[0]);
        const body = readBody(source, match.index);
        const callsModel = (isFunction ? mention : use).test(body);
        if (isAbstract && !isAbstract.test(body)) {
          return [];
        }
        return callsModel || (kind === 'surely' && !isData)
          ? [{ ...placeAt(source, match.index, name), technology }]
          : [];
      }),
    );
}

/** Registries of models: of the AI SDK, or a registry in a folder that names models. */
function findRegistries(source: SourceText): Port[] {
  const found: Port[] = [];
  const sdk = /\b(customProvider|createProviderRegistry)\(/.exec(source.code);
  if (sdk) {
    found.push({
      ...placeAt(source, sdk.index, sdk[1]),
      technology: 'AI SDK',
    });
  }
  const registered =
    /^[ \t]*@\w{0,60}(?:regist|factory)[\w.]{0,60}\([^\n]{0,200}\)\s{0,20}class (\w{1,80})/gim;
  for (const match of source.code.matchAll(registered)) {
    if (namesModel(match[1]) === 'surely' || inModelFolder(source.file.path)) {
      found.push({
        ...placeAt(source, match.index, match[1]),
        technology: 'registry',
      });
    }
  }
  return found;
}

const layer = /(^|\/)(ports|adapters|inference)\//;
const talksOfModels =
  /llm|language.?model|model.?server|inference|predict\w*\(|embed|completion|openai|anthropic|onnx|torch|tensorflow|transformers|ai\.djl|classif|sklearn|xgboost|lightgbm/i;

/** Folders of the hexagonal architecture with code for a model. */
function findLayers(source: SourceText): Port[] {
  const [folder] = layer.exec(source.file.path) ?? [];
  const first = source.code.search(/\S/);
  return folder &&
    first >= 0 &&
    talksOfModels.test(source.file.path + source.code)
    ? [
        {
          ...placeAt(source, first, source.file.path),
          technology: `folder ${folder.replace(/\//g, '')}`,
        },
      ]
    : [];
}

/** Finds the service's interfaces to its models. Interfaces that no other code names do not count. */
export async function findModelPorts(sources: SourceText[]): Promise<Port[]> {
  const interfaces = (await flatMapInTurns(sources, findInterfaces)).slice(
    0,
    mostInterfaces,
  );
  const uses = await countUses(
    [...new Set(interfaces.map(({ subject }) => subject))],
    sources,
  );
  return [
    ...(await flatMapInTurns(sources, findLayers)),
    ...interfaces.filter(({ subject }) => uses.get(subject)! > 1),
    ...(await flatMapInTurns(sources, findRegistries)),
  ];
}
