import { Property, PropertyType } from '@aws-cdk/service-spec-types';
import { asFunction, CloudFormationTemplate } from './parseTemplate';
import { Properties, ResourceSpec } from './ResourceSpec';

class TemplateCheck {
  readonly findings: string[] = [];

  constructor(private readonly spec: ResourceSpec) {}

  properties(
    at: string,
    values: unknown,
    known: Properties | undefined,
    { isPart = false } = {},
  ): void {
    if (!known) {
      this.findings.push(`${at}: there is no such type`);
      return;
    }
    if (typeof values !== 'object' || values === null) {
      this.findings.push(`${at}: has to be an object`);
      return;
    }
    for (const [name, value] of Object.entries(values)) {
      if (name in known) {
        this.#property(`${at}.${name}`, value, known[name], values);
      } else {
        this.findings.push(`${at}.${name}: there is no such property`);
      }
    }
    const missing = Object.keys(known).filter(
      name => known[name].required && !(name in values) && !isPart,
    );
    this.findings.push(...missing.map(name => `${at}.${name}: is missing`));
  }

  #property(at: string, value: unknown, { type }: Property, owner: object) {
    // What an event may have depends on its type, which the specification says only in names.
    if (/\.Events\.\w+\.Properties$/.test(at) && 'Type' in owner) {
      const known = this.spec.propertiesOfEvent(String(owner.Type));
      this.properties(at, value, known);
    } else {
      this.#value(at, value, type);
    }
  }

  #value(at: string, value: any, type: PropertyType): void {
    const call = asFunction(value);
    if (call) {
      const [name, argument] = call;
      const branches = name === 'Fn::If' ? argument.slice(1) : [];
      for (const branch of branches) {
        this.#value(at, branch, type);
      }
      return;
    }
    switch (type.type) {
      case 'array':
        if (!this.#expect(at, Array.isArray(value), 'a list')) {
          return;
        }
        for (const [index, item] of value.entries()) {
          this.#value(`${at}.${index}`, item, type.element);
        }
        return;
      case 'map':
        if (!this.#expect(at, isObject(value), 'an object')) {
          return;
        }
        for (const [key, item] of Object.entries<any>(value)) {
          this.#property(`${at}.${key}`, item, { type: type.element }, value);
        }
        return;
      case 'ref':
        this.properties(at, value, this.spec.propertiesOfDefinition(type));
        return;
      case 'tag':
        this.#expect(
          at,
          isObject(value) && 'Key' in value && 'Value' in value,
          'a tag',
        );
        return;
      case 'union':
        this.#union(at, value, type.types);
        return;
      default:
        this.#expect(at, isScalar(value, type.type), article(type.type));
    }
  }

  /** Reports the findings of the closest alternative. */
  #union(at: string, value: unknown, types: PropertyType[]): void {
    const attempts = types.map(type => {
      const attempt = new TemplateCheck(this.spec);
      attempt.#value(at, value, type);
      return attempt.findings;
    });
    const depth = (findings: string[]) =>
      Math.max(0, ...findings.map(finding => finding.split('.').length));
    const [nearest] = attempts.sort((a, b) =>
      a.length === 0 || b.length === 0
        ? a.length - b.length
        : depth(b) - depth(a),
    );
    this.findings.push(...nearest);
  }

  #expect(at: string, isMet: boolean, what: string): boolean {
    if (!isMet) {
      this.findings.push(`${at}: has to be ${what}`);
    }
    return isMet;
  }
}

/** What CloudFormation would not take: resources, properties and values that there are not. */
export function schemaFindings(
  template: CloudFormationTemplate,
  spec: ResourceSpec,
): string[] {
  const check = new TemplateCheck(spec);
  const { Globals = {}, Resources } = template;
  for (const [section, properties] of Object.entries(Globals)) {
    const type = `AWS::Serverless::${section}`;
    check.properties(
      `Globals.${section}`,
      properties,
      spec.propertiesOf(type),
      {
        isPart: true,
      },
    );
  }
  for (const [name, { Type, Properties: properties = {} }] of Object.entries(
    Resources,
  )) {
    check.properties(name, properties, spec.propertiesOf(Type));
  }
  return check.findings;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** CloudFormation takes a number for a text and a text of digits for a number. */
function isScalar(value: unknown, type: string): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return isNumeric(value) && Number.isInteger(Number(value));
    case 'number':
      return isNumeric(value);
    case 'json':
      return typeof value === 'object' || typeof value === 'string';
    default:
      return ['string', 'number', 'boolean'].includes(typeof value);
  }
}

function isNumeric(value: unknown): boolean {
  return (
    ['string', 'number'].includes(typeof value) &&
    String(value) !== '' &&
    Number.isFinite(Number(value))
  );
}

function article(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}
