import { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf, fieldOf, literalOf, objectTypeOf } from './syntaxTree';
import { variableNames } from './variables';

/** The inputs of an expression. */
export interface ExpressionReads {
  variables: ReadonlySet<(typeof variableNames)[number]>;
  /** Whether it depends on targets of relations beyond their references. */
  targets: boolean;
  /** All texts that it compares with or searches for. */
  texts: ReadonlySet<string>;
}

/** Fields of a target that follow from its reference. */
const referenceFields = ['kind', 'namespace', 'name'];

/** Whether a node hands on what is known of targets, or reads it. */
function readsTargets(node: ASTNode, parent?: ASTNode): boolean {
  if (objectTypeOf(node) === 'RelationTarget') {
    return !referenceFields.includes(fieldOf(parent) ?? '');
  }
  // Functions of rules may read any part of it.
  return (
    node.op === 'id' &&
    node.args === 'relations' &&
    parent?.op === 'call' &&
    parent.args[0] !== 'size'
  );
}

/**
 * Finds out what an expression reads.
 *
 * @param root - an expression that has passed its type check
 */
export function readsOf(root: ASTNode): ExpressionReads {
  const variables = new Set<(typeof variableNames)[number]>();
  const texts = new Set<string>();
  let targets = false;

  const visit = (node: ASTNode, parent?: ASTNode) => {
    const variable =
      node.op === 'id'
        ? variableNames.find(name => name === node.args)
        : undefined;
    if (variable) {
      variables.add(variable);
    }
    const text = literalOf(node);
    if (text !== undefined) {
      texts.add(text);
    }
    targets ||= readsTargets(node, parent);
    childrenOf(node).forEach(child => visit(child, node));
  };

  visit(root);
  return { variables, targets, texts };
}
