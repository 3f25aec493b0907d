import { SourceText } from '../source/SourceText';

const onServer =
  /(^|\/)(server|api|backend|functions)\/|\.server\.[jt]sx?$|(^|\/)(\+server|route|middleware|hooks\.server)\.[jt]s$/;
const serverMarker =
  /^[ \t]*["']use server["']|from ["'](server-only|next\/headers|node:[\w/]+|express|fastify|hono|koa)["']|import ["']server-only["']|require\(["'](express|fs|http|node:\w+)["']\)/m;

const component = /\.(svelte|vue|html)$/;
const hook =
  /^[ \t]*["']use client["']|\b(useState|useEffect|useReducer|useRef|useContext|useLayoutEffect)(<[^()]{0,80}>)?\(|\bon(Click|Change|Submit)=\{/m;
const browser =
  /\b(document|window|localStorage|sessionStorage|navigator)\.\w|\bfetch\(|\bnew (WebSocket|EventSource)\(|^[ \t]*import .{0,120}["'](react|vue|svelte|@angular\/core|lit)["']/m;
const clientFolder =
  /(^|\/)(client|frontend|web|webapp|browser|public|static|ui)\//i;
const script = /\.([cm]?[jt]s|[jt]sx)$/;
const mobile = /(^|\/)(mobile|ios|android)\/.*\.(swift|kt|dart|tsx?|jsx?)$/i;

const imports =
  /^[ \t]*(?:import|export)\s{1,9}(?!type\b)(?:[^'"`;]{0,600}\bfrom\s{1,9})?["']([^'"\n]{1,200})["']|\bimport\(\s{0,20}["']([^'"\n]{1,200})["']/gm;

function isServer({ file, code }: SourceText): boolean {
  return onServer.test(file.path) || serverMarker.test(code);
}

/** Whether a file shows that it runs at the user. */
function startsAtUser({ file, code }: SourceText): boolean {
  return (
    component.test(file.path) ||
    mobile.test(file.path) ||
    (script.test(file.path) &&
      (hook.test(code) ||
        (clientFolder.test(file.path) &&
          (/\.[jt]sx$/.test(file.path) ||
            browser.test(code) ||
            /client/i.test(file.name)))))
  );
}

/** Resolves imports by the paths of the code, with the usual aliases. */
function createResolver(sources: SourceText[]) {
  const byPath = new Map<string, SourceText>();
  for (const source of sources) {
    const path = source.file.path.replace(/\.[^/.]+$/, '');
    byPath.set(source.file.path, source);
    byPath.set(path, source);
    if (path.endsWith('/index')) {
      byPath.set(path.slice(0, -'/index'.length), source);
    }
  }
  return (from: string, specifier: string): SourceText | undefined => {
    const folders = from.split('/').slice(0, -1);
    const target = specifier.replace(/\.[cm]?[jt]sx?$/, '');
    if (target.startsWith('.')) {
      const parts = [...folders];
      for (const part of target.split('/')) {
        if (part === '..') {
          parts.pop();
        } else if (part !== '.') {
          parts.push(part);
        }
      }
      return byPath.get(parts.join('/'));
    }
    const alias = /^(@|~|\$lib|src)\/(.+)$/.exec(target);
    if (!alias) {
      return undefined;
    }
    for (let depth = folders.length; depth >= 0; depth -= 1) {
      const base = folders.slice(0, depth);
      for (const root of alias[1] === '$lib'
        ? ['src/lib']
        : ['', 'src', 'app']) {
        const found = byPath.get(
          [...base, root, alias[2]].filter(Boolean).join('/'),
        );
        if (found) {
          return found;
        }
      }
    }
    return undefined;
  };
}

/** Whether an import brings only types. */
function isTypeImport(statement: string): boolean {
  const names = /\{([^}]*)\}/.exec(statement)?.[1].split(',') ?? [];
  return (
    names.length > 0 &&
    names.every(name => name.trim() === '' || /^\s*type\s/.test(name))
  );
}

/** Finds the files that run at the user: components, hooks and browser code, and what they import. */
export function findClientFiles(sources: SourceText[]): Set<SourceText> {
  const resolve = createResolver(sources);
  const found = new Set<SourceText>();
  const open = sources.filter(
    source => startsAtUser(source) && !isServer(source),
  );
  while (open.length > 0) {
    const source = open.pop()!;
    if (found.has(source)) {
      continue;
    }
    found.add(source);
    for (const match of source.code.matchAll(imports)) {
      const imported = isTypeImport(match[0])
        ? undefined
        : resolve(source.file.path, match[1] ?? match[2]);
      if (imported && !found.has(imported) && !isServer(imported)) {
        open.push(imported);
      }
    }
  }
  return found;
}
