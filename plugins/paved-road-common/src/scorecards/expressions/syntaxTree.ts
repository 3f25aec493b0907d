import { ASTNode } from '@marcbachmann/cel-js';

/** The operands of a node, in the order in which they were written. */
export function listOperands(node: ASTNode): ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

export function* walkNodes(node: ASTNode): Generator<ASTNode> {
  yield node;
  for (const child of listOperands(node)) {
    yield* walkNodes(child);
  }
}

/** The text of a literal; undefined for other nodes. */
export function readLiteral(node: ASTNode | undefined): string | undefined {
  return node?.op === 'value' && typeof node.args === 'string'
    ? node.args
    : undefined;
}

/** The field in `.name` or `['name']`; undefined if it is computed. */
export function readFieldName(node: ASTNode | undefined): string | undefined {
  switch (node?.op) {
    case '.':
    case '.?':
      return node.args[1];
    case '[]':
    case '[?]':
      return readLiteral(node.args[1]);
    default:
      return undefined;
  }
}

/** A call that declares a variable for some of its operands. */
export interface Scope {
  variable: ASTNode & { op: 'id' };
  /** The operands that see the variable. */
  body: ASTNode[];
  /** Whether the body is evaluated once for each item of the receiver. */
  repeats: boolean;
}

const comprehensions = ['all', 'exists', 'exists_one', 'filter', 'map'];

/** The scope of a comprehension or of `cel.bind`. */
export function readOpenedScope(node: ASTNode): Scope | undefined {
  if (node.op !== 'rcall') {
    return undefined;
  }
  const [name, , [variable, ...others]] = node.args;
  const repeats = comprehensions.includes(name);
  return variable?.op === 'id' && (repeats || name === 'bind')
    ? { variable, body: repeats ? others : others.slice(1), repeats }
    : undefined;
}

/** Internals of a node after the type check. */
interface NodeInternals {
  checkedType?: { kind: string; name: string };
}

/** The declared object type of a node; undefined for other types. */
export function readObjectType(node: ASTNode | undefined): string | undefined {
  const type = (node as NodeInternals | undefined)?.checkedType;
  return type?.kind === 'message' ? type.name : undefined;
}
