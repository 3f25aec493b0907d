import {
  Budget,
  getField,
  isTruthy,
  spend,
  templateFunctions,
  toText,
  undetermined,
} from './templateFunctions';
import { parseTemplate, Pipeline, TemplateNode, Term } from './parseTemplate';

const limits = {
  characters: 500_000,
  depth: 40,
};

export interface RenderedTemplate {
  text: string;
  /** The line of the template for each line of the text. */
  origins: number[];
  /** Why the text may differ from that of Helm. */
  problems: string[];
}

type Scope = { values: Map<string, unknown>; parent?: Scope };

/** Renders the templates of a chart with values, within limits. Unknown results are listed as problems. */
export class TemplateRenderer {
  #parts: string[] = [];
  #size = 0;
  #depth = 0;
  #origins: number[] = [];
  #problems = new Set<string>();
  readonly #root: unknown;

  /**
   * @param defined - named templates of the chart and its subcharts
   * @param root - `Values`, `Release`, `Chart` and `Capabilities`
   * @param budget - shared by all templates of a repository
   */
  constructor(
    private readonly defined: ReadonlyMap<string, TemplateNode[]>,
    root: unknown,
    private readonly budget: Budget,
  ) {
    this.#root = root;
  }

  /** @throws Error if it exceeds a limit */
  render(nodes: TemplateNode[]): RenderedTemplate {
    this.#parts = [];
    this.#size = 0;
    this.#depth = 0;
    this.#origins = [1];
    this.#problems = new Set();
    this.#run(nodes, this.#root, { values: new Map([['$', this.#root]]) });
    return {
      text: this.#parts.join(''),
      origins: this.#origins,
      problems: [...this.#problems],
    };
  }

  #count(): void {
    this.budget.left -= 1;
    if (this.budget.left < 0 || this.#size > limits.characters) {
      throw new Error('is too large to be rendered');
    }
  }

  #emit(text: string, line: number, isText: boolean): void {
    if (!text) {
      return;
    }
    this.#parts.push(text);
    this.#size += text.length;
    // The last line starts where its first visible text does.
    const pieces = text.split('\n');
    pieces.forEach((piece, at) => {
      const origin = isText ? line + at : line;
      if (at > 0) {
        this.#origins.push(origin);
      } else if (piece.trim()) {
        this.#origins[this.#origins.length - 1] = origin;
      }
    });
  }

  #run(nodes: TemplateNode[], dot: unknown, scope: Scope): void {
    for (const node of nodes) {
      this.#count();
      switch (node.type) {
        case 'text':
          this.#emit(node.text, node.line, true);
          break;
        case 'output': {
          const value = this.#evaluate(node.pipeline, dot, scope);
          spend(this.budget, [value]);
          this.#emit(
            value === undetermined ? 'undetermined' : toText(value),
            node.line,
            false,
          );
          break;
        }
        case 'assign':
          this.#assign(node, dot, scope);
          break;
        case 'if':
        case 'with':
          this.#branch(node, dot, scope);
          break;
        case 'range':
          this.#repeat(node, dot, scope);
          break;
        default:
      }
    }
  }

  #assign(
    node: TemplateNode & { type: 'assign' },
    dot: unknown,
    scope: Scope,
  ): void {
    const value = this.#evaluate(node.pipeline, dot, scope);
    let target: Scope | undefined = scope;
    while (!node.declares && target && !target.values.has(node.name)) {
      target = target.parent;
    }
    (target ?? scope).values.set(node.name, value);
  }

  #branch(
    node: TemplateNode & { type: 'if' | 'with' | 'range' },
    dot: unknown,
    scope: Scope,
  ): void {
    const value = this.#evaluate(node.pipeline, dot, scope);
    const inner: Scope = { values: new Map(), parent: scope };
    if (node.names[0]) {
      inner.values.set(node.names[0], value);
    }
    if (value === undetermined) {
      this.#problems.add(
        `the condition in line ${node.line} cannot be evaluated`,
      );
    }
    if (value === undetermined || isTruthy(value)) {
      this.#run(node.then, node.type === 'with' ? value : dot, inner);
    } else {
      this.#run(node.otherwise, dot, inner);
    }
  }

  #repeat(
    node: TemplateNode & { type: 'if' | 'with' | 'range' },
    dot: unknown,
    scope: Scope,
  ): void {
    let value = this.#evaluate(node.pipeline, dot, scope);
    if (typeof value === 'number') {
      value = templateFunctions.until(value);
    }
    const entries =
      typeof value === 'object' && value ? Object.entries(value) : [];
    if (value === undetermined) {
      this.#problems.add(`the list in line ${node.line} cannot be evaluated`);
    }
    const isList = Array.isArray(value);
    if (!isList) {
      entries.sort(([a], [b]) => (a < b ? -1 : 1));
    }
    for (const [key, item] of entries) {
      const inner: Scope = { values: new Map(), parent: scope };
      const [first, second] = node.names;
      if (second) {
        inner.values.set(first, isList ? Number(key) : key);
        inner.values.set(second, item);
      } else if (first) {
        inner.values.set(first, item);
      }
      this.#run(node.then, item, inner);
    }
    if (entries.length === 0) {
      this.#run(node.otherwise, dot, { values: new Map(), parent: scope });
    }
  }

  #evaluate(pipeline: Pipeline, dot: unknown, scope: Scope): unknown {
    let result: unknown;
    pipeline.forEach((command, at) => {
      this.#count();
      const [head, ...others] = command;
      if (!head) {
        return;
      }
      if (head.call === undefined) {
        result = this.#read(head, dot, scope);
        // Methods, such as `.Capabilities.APIVersions.Has "policy/v1"`; a current cluster is assumed.
        if (others.length > 0 || at > 0) {
          result = head.fields.at(-1) === 'Has' ? true : undetermined;
        }
        return;
      }
      const args = others.map(term => this.#read(term, dot, scope));
      result = this.#call(head, at > 0 ? [...args, result] : args);
    });
    return result;
  }

  #read(term: Term, dot: unknown, scope: Scope): unknown {
    let value: unknown;
    if ('literal' in term) {
      value = term.literal;
    } else if (term.variable !== undefined) {
      let at: Scope | undefined = scope;
      while (at && !at.values.has(term.variable)) {
        at = at.parent;
      }
      value = at?.values.get(term.variable);
    } else if (term.pipeline) {
      value = this.#evaluate(term.pipeline, dot, scope);
    } else if (term.call !== undefined) {
      return this.#read(
        { pipeline: [[term]], fields: term.fields },
        dot,
        scope,
      );
    } else {
      value = dot;
    }
    for (const field of term.fields) {
      value = value === undetermined ? value : getField(value, field);
    }
    return value;
  }

  #call({ call = '' }: Term, args: unknown[]): unknown {
    if (call === 'include') {
      return this.#include(toText(args[0]), args[1]);
    }
    if (call === 'tpl') {
      return typeof args[0] === 'string' && args[0].includes('{{')
        ? this.#capture(parseTemplate(args[0]), args[1])
        : args[0];
    }
    const known = Object.hasOwn(templateFunctions, call);
    if (!known || args.includes(undetermined)) {
      const isLogic = ['and', 'or', 'default', 'coalesce'].includes(call);
      const certain = args.filter(arg => arg !== undetermined);
      // Decided by the known arguments, such as `and false unknown`.
      if (isLogic && call === 'and' && certain.some(arg => !isTruthy(arg))) {
        return false;
      }
      if (isLogic && call === 'or' && certain.some(isTruthy)) {
        return certain.find(isTruthy);
      }
      return undetermined;
    }
    spend(this.budget, args);
    return templateFunctions[call](...args);
  }

  #include(name: string, dot: unknown): unknown {
    const nodes = this.defined.get(name);
    if (!nodes) {
      if (!/\.(ya?ml|tpl|txt)$/.test(name)) {
        this.#problems.add(
          `uses the template ${name}, which is not in the chart`,
        );
      }
      return '';
    }
    return this.#capture(nodes, dot);
  }

  /** The text of other nodes. */
  #capture(nodes: TemplateNode[], dot: unknown): string {
    const [parts, origins] = [this.#parts, this.#origins];
    this.#depth += 1;
    if (this.#depth > limits.depth) {
      throw new Error('includes templates that include each other');
    }
    this.#parts = [];
    this.#origins = [1];
    // A template sees only what it gets.
    this.#run(nodes, dot, { values: new Map([['$', dot]]) });
    const text = this.#parts.join('');
    this.#depth -= 1;
    this.#parts = parts;
    this.#origins = origins;
    return text;
  }
}

export function collectDefined(
  nodes: TemplateNode[],
  defined: Map<string, TemplateNode[]>,
): void {
  for (const node of nodes) {
    if (node.type === 'define') {
      defined.set(node.name, node.body);
      collectDefined(node.body, defined);
    } else if ('then' in node) {
      collectDefined(node.then, defined);
      collectDefined(node.otherwise, defined);
    }
  }
}
