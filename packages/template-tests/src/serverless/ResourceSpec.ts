import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import {
  Property,
  PropertyType,
  Resource,
  SpecDatabase,
  TypeDefinition,
} from '@aws-cdk/service-spec-types';

export type Properties = Record<string, Property>;

const flag: Property = { type: { type: 'boolean' } };

/** The CloudFormation resources that SAM creates; they also take the properties that SAM lacks. */
const generated: Record<string, string> = {
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::HttpApi': 'AWS::ApiGatewayV2::Api',
};

/** The resources of AWS and SAM with their properties, from the specification that the CDK is made of. */
export class ResourceSpec {
  private constructor(private readonly db: SpecDatabase) {}

  static async load(): Promise<ResourceSpec> {
    return new ResourceSpec(await loadAwsServiceSpec());
  }

  /** Undefined where there is no such type of resource. */
  propertiesOf(type: string): Properties | undefined {
    const own = this.#find(type)?.properties;
    switch (type) {
      case 'AWS::Serverless::Function':
        return { ...this.#passedOn(generated[type]), ...own };
      case 'AWS::Serverless::HttpApi': {
        // The specification of SAM is older than these.
        const { AccessLogSettings, DefaultRouteSettings, RouteSettings } =
          this.propertiesOf('AWS::ApiGatewayV2::Stage')!;
        const { AccessLogSetting, ...rest } = own!;
        return {
          ...rest,
          AccessLogSettings,
          DefaultRouteSettings,
          RouteSettings,
          PropagateTags: flag,
        };
      }
      default:
        return own;
    }
  }

  /** The properties of an event of a function, such as `SQS`. */
  propertiesOfEvent(type: string): Properties | undefined {
    const sam = this.#find('AWS::Serverless::Function')!;
    const own = this.db
      .follow('usesType', sam)
      .map(({ entity }) => entity)
      .find(({ name }) => name === `${type}Event`)?.properties;
    return type === 'SQS'
      ? { ...this.#passedOn('AWS::Lambda::EventSourceMapping'), ...own }
      : own;
  }

  propertiesOfDefinition(type: PropertyType): Properties {
    if (type.type !== 'ref') {
      throw new Error(`${type.type} is not a reference`);
    }
    const { name, properties }: TypeDefinition = this.db.get(
      'typeDefinition',
      type.reference,
    );
    return name === 'HttpApiAuth'
      ? { ...properties, EnableIamAuthorizer: flag }
      : properties;
  }

  /** What `Fn::GetAtt` gives of a resource. */
  attributesOf(type: string): string[] {
    return Object.keys(this.#find(generated[type] ?? type)?.attributes ?? {});
  }

  namesAddedFor(name: string, type: string): string[] {
    switch (type) {
      case 'AWS::Serverless::Function':
        return [`${name}Role`, `${name}.Alias`, `${name}.Version`];
      case 'AWS::Serverless::HttpApi':
        return [`${name}ApiGatewayDefaultStage`, `${name}.Stage`];
      default:
        return [];
    }
  }

  /** Properties that SAM takes because the resource that it makes has them. */
  #passedOn(type: string): Properties {
    return Object.fromEntries(
      Object.entries(this.propertiesOf(type)!).map(([name, property]) => [
        name,
        { ...property, required: false },
      ]),
    );
  }

  #find(type: string): Resource | undefined {
    const found = this.db.lookup(
      'resource',
      'cloudFormationType',
      'equals',
      type,
    );
    return found.length > 0 ? found.only() : undefined;
  }
}
