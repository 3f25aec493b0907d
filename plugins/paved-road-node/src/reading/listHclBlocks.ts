import type { Node } from 'web-tree-sitter';

/** A block of HCL, such as a resource of Terraform. */
export interface HclBlock {
  type: string;
  labels: string[];
  /** 1 for the first line. */
  line: number;
  /** Expressions as written, by name. */
  attributes: Record<string, { text: string; line: number }>;
  blocks: HclBlock[];
}

/**
 * Lists the blocks of a file in HCL, as JSON. The attributes outside blocks are in a block without a type.
 *
 * Uses only its arguments, because its source runs in another process.
 *
 * @param library - `web-tree-sitter`
 * @param files - paths of the library and of the grammar in WebAssembly
 * @throws Error if it is invalid or nested too deep
 */
export async function listHclBlocks(
  library: typeof import('web-tree-sitter'),
  text: string,
  files: { library: string; grammar: string },
): Promise<string> {
  const most = { depth: 30, characters: 20_000, nodes: 200_000 };
  const cache = library as { hcl?: InstanceType<typeof library.Parser> };
  if (!cache.hcl) {
    await library.Parser.init({ locateFile: () => files.library });
    const language = await library.Language.load(files.grammar);
    cache.hcl = new library.Parser();
    cache.hcl.setLanguage(language);
  }
  const tree = cache.hcl.parse(text);
  if (!tree) {
    throw new Error('cannot be parsed');
  }
  let nodes = 0;
  const lineOf = (node: Node) => node.startPosition.row + 1;
  const findError = (node: Node): Node | undefined => {
    for (let at: Node | undefined = node; at;) {
      if (at.isError || at.isMissing) {
        return at;
      }
      at =
        at.children.find(child => child?.hasError || child?.isMissing) ??
        undefined;
    }
    return undefined;
  };
  const readBody = (body: Node, block: HclBlock, depth: number) => {
    if (depth > most.depth) {
      throw new Error(`is nested deeper than ${most.depth} blocks`);
    }
    for (const child of body.namedChildren) {
      nodes += 1;
      if (nodes > most.nodes) {
        throw new Error(`has more than ${most.nodes} blocks and attributes`);
      }
      if (child?.type === 'attribute') {
        const [name, value] = child.namedChildren;
        Object.defineProperty(block.attributes, name!.text, {
          value: {
            text: value!.text.slice(0, most.characters),
            line: lineOf(child),
          },
          enumerable: true,
          configurable: true,
        });
      } else if (child?.type === 'block') {
        const [type, ...others] = child.namedChildren;
        const inner: HclBlock = {
          type: type!.text,
          labels: others
            .filter(
              node =>
                node?.type === 'string_lit' || node?.type === 'identifier',
            )
            .map(node => node!.text.replace(/^"|"$/g, '')),
          line: lineOf(child),
          attributes: {},
          blocks: [],
        };
        block.blocks.push(inner);
        const content = others.find(node => node?.type === 'body');
        if (content) {
          readBody(content, inner, depth + 1);
        }
      }
    }
  };
  try {
    if (tree.rootNode.hasError) {
      const error = findError(tree.rootNode);
      throw new Error(`line ${error ? lineOf(error) : 1} is not valid HCL`);
    }
    const root: HclBlock = {
      type: '',
      labels: [],
      line: 1,
      attributes: {},
      blocks: [],
    };
    for (const child of tree.rootNode.namedChildren) {
      if (child?.type === 'body') {
        readBody(child, root, 0);
      }
    }
    return JSON.stringify(root);
  } finally {
    tree.delete();
  }
}
