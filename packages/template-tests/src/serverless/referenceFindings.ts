import { asFunction, CloudFormationTemplate } from './parseTemplate';
import { ResourceSpec } from './ResourceSpec';

/** References to what there is not, and parameters and conditions that nothing refers to. */
export function referenceFindings(
  template: CloudFormationTemplate,
  spec: ResourceSpec,
): string[] {
  const { Parameters = {}, Conditions = {}, Resources } = template;
  const references = [...referencesIn(template)];
  const used = (kind: Reference['kind']) =>
    new Set(references.filter(r => r.kind === kind).map(({ name }) => name));
  const names = new Set([
    ...Object.keys(Parameters),
    ...Object.keys(Resources),
    ...Object.entries(Resources).flatMap(([name, { Type }]) =>
      spec.namesAddedFor(name, Type),
    ),
  ]);

  const listReferenceProblems = ({ kind, name, attribute }: Reference) => {
    if (kind === 'condition') {
      return name in Conditions ? [] : [`there is no condition ${name}`];
    }
    if (/^AWS::\w+$/.test(name) || names.has(`${name}.${attribute}`)) {
      return [];
    }
    if (!names.has(name)) {
      return [`there is no ${name}`];
    }
    const attributes =
      attribute === undefined || !(name in Resources)
        ? undefined
        : spec.attributesOf(Resources[name].Type);
    return attributes === undefined || attributes.includes(attribute!)
      ? []
      : [`${name} has no attribute ${attribute}`];
  };
  const unused = (kind: Reference['kind'], declared: object) =>
    Object.keys(declared)
      .filter(name => !used(kind).has(name))
      .map(name => `${name} is not used`);
  return [
    ...new Set(references.flatMap(listReferenceProblems)),
    ...unused('name', Parameters),
    ...unused('condition', Conditions),
  ];
}

interface Reference {
  kind: 'name' | 'condition';
  name: string;
  attribute?: string;
}

function* referencesIn(value: any, key?: string): Generator<Reference> {
  if (key === 'DependsOn') {
    yield* [value].flat().map(name => ({ kind: 'name' as const, name }));
  }
  if (key === 'Condition' && typeof value === 'string') {
    yield { kind: 'condition', name: value };
  }
  if (typeof value !== 'object' || value === null) {
    return;
  }
  const [name, argument] = asFunction(value) ?? [];
  switch (name) {
    case 'Ref':
      yield { kind: 'name', name: argument };
      return;
    case 'Fn::GetAtt':
      yield { kind: 'name', name: argument[0], attribute: argument[1] };
      return;
    case 'Fn::Sub':
      yield* substitutionsIn(argument);
      break;
    case 'Fn::If':
      yield { kind: 'condition', name: argument[0] };
      break;
    default:
  }
  for (const [child, item] of Object.entries(value)) {
    yield* referencesIn(item, child);
  }
}

/** What a text refers to by `${Name}` or `${Name.Attribute}`, apart from its own variables. */
function* substitutionsIn(argument: any): Generator<Reference> {
  const [text, variables] = [argument].flat();
  for (const [, reference] of text.matchAll(/\$\{([^!}][^}]*)\}/g)) {
    const [name, ...attribute] = reference.split('.');
    if (!(reference in (variables ?? {}))) {
      yield {
        kind: 'name',
        name,
        attribute: attribute.length > 0 ? attribute.join('.') : undefined,
      };
    }
  }
}
