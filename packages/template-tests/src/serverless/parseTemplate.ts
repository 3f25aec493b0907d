import { CollectionTag, parse, ScalarTag, YAMLMap, YAMLSeq } from 'yaml';

/** A template of CloudFormation or SAM, with its functions in their long form, such as `{Ref: 'Api'}`. */
export interface CloudFormationTemplate {
  Transform?: string;
  Parameters?: Record<string, any>;
  Conditions?: Record<string, any>;
  Globals?: Record<string, any>;
  Resources: Record<string, CloudFormationResource>;
  Outputs?: Record<string, any>;
}

export interface CloudFormationResource {
  Type: string;
  Properties?: Record<string, any>;
  DependsOn?: string | string[];
  Condition?: string;
}

const functions = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'Transform',
];

const longForm = (name: string, value: unknown) =>
  name === 'Ref' || name === 'Condition'
    ? { [name]: value }
    : { [`Fn::${name}`]: value };

const tags = [...functions, 'Condition', 'Ref'].flatMap(name => {
  const tag = `!${name}`;
  const scalar: ScalarTag = {
    tag,
    resolve: text =>
      longForm(name, name === 'GetAtt' ? splitAtFirstDot(text) : text),
  };
  const collection = (kind: 'map' | 'seq'): CollectionTag => ({
    tag,
    collection: kind,
    resolve: (node: YAMLMap | YAMLSeq) => longForm(name, node.toJSON()),
  });
  return [scalar, collection('map'), collection('seq')];
});

function splitAtFirstDot(text: string): string[] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}

/** Reads a template whose functions are tags of YAML, such as `!Ref Api`. */
export function parseTemplate(text: string): CloudFormationTemplate {
  return parse(text, { customTags: tags });
}

/** The name and the argument of a function, where the value is one. */
export function asFunction(value: unknown): [string, any] | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const entries = Object.entries(value);
  return entries.length === 1 && /^(Ref|Condition|Fn::\w+)$/.test(entries[0][0])
    ? entries[0]
    : undefined;
}
