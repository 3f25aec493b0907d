import {
  Deployables,
  isRuntimeSupported,
  readBlock,
  readEach,
  Setting,
  toFunction,
  toWorkload,
} from '../deployables';
import { Detector } from '../Detector';
import { RepositoryFile } from '../RepositoryFile';

const code = /\.([cm]?[jt]s|py|java|cs|go)$/;

const library = /aws-cdk|aws_cdk|awscdk/;

/** A construct with its scope and name, such as `new lambda.Function(this, 'Api', {`. */
const construct =
  /(?:\bnew\s{1,9}|\b)((?:[A-Za-z_]\w{0,60}\.){0,4})(?:New)?((?:DockerImage|Nodejs|Python|Go|Rust|Singleton)?Function|(?:\w{1,40})?(?:Fargate|Ec2)Service)(?:\.Builder\.create)?\s{0,9}(\()\s{0,200}(?:this|self|scope|stack|\w{1,40}(?:\.\w{1,40})?)\s{0,9},\s{0,200}(?:id\s{0,3}=\s{0,3})?(?:jsii\.String\()?[`"']([^`"'\n]{1,100})[`"']/g;

/** Functions of other services, which do not scale like Lambda. */
const otherService = /cloudfront|appsync|stepfunctions|sfn/i;

const toText = (name: string) =>
  new RegExp(`\\b${name}["']?\\s{0,9}[:=(]`, 'i');
const settings = {
  timeout: toText('timeout'),
  concurrency: toText('reserved_?concurrent_?executions'),
  check: /\bhealth_?check["']?\s{0,9}[:=(]|configure_?health_?check/i,
  memory: toText('memory_?limit_?mi_?b'),
  scaling: toText('max_?capacity'),
};
const runtime = /Runtime\.((?:PYTHON|NODEJS|JAVA|DOTNET|RUBY|GO)_\w{1,20})/i;

/** Properties that a construct gets from another place. */
const shared =
  /\.\.\.\s{0,3}\w|\*\*\w|^\([^{]{0,300},\s{0,200}\w{1,60}\s{0,9},?\s{0,200}\)$/;

function readConstructs(file: RepositoryFile, { found }: Deployables): void {
  // Real files have a dozen.
  for (const match of [...file.text.matchAll(construct)].slice(0, 200)) {
    const [whole, prefix, type, , name] = match;
    if (otherService.test(prefix)) {
      continue;
    }
    const start = match.index + whole.indexOf('(');
    const isBuilder = whole.includes('.Builder.');
    const block = isBuilder
      ? file.text.slice(
          start,
          file.text.indexOf('.build()', start) + 1 || start + 5_000,
        )
      : readBlock(file.text, start, file.path.endsWith('.py') ? 1 : 2);
    const read = (pattern: RegExp, around = ''): Setting => {
      const exists = pattern.test(block) || pattern.test(around);
      return exists || !shared.test(block)
        ? { exists }
        : { unknown: `properties of ${name} are in another place` };
    };
    const place = {
      subject: name,
      file: file.path,
      line: file.lineAt(match.index),
      source: 'seen' as const,
    };
    if (type.endsWith('Function')) {
      found.functions.push(
        toFunction('AWS CDK', place, {
          timeout: read(settings.timeout),
          concurrencyLimit: read(settings.concurrency),
          runtimeSupported: isRuntimeSupported(
            (runtime.exec(block)?.[1] ?? '')
              .replace(/_X$/i, '')
              .replace(/_(?=\d)/, '')
              .replaceAll('_', '.'),
          ),
        }),
      );
    } else {
      const probe = read(settings.check, file.text);
      // Fargate gives each task 512 MB by default.
      const memory: Setting = type.includes('Fargate')
        ? { exists: true }
        : read(settings.memory, file.text);
      found.workloads.push(
        toWorkload('AWS CDK', place, {
          readinessProbe: probe,
          livenessProbe: probe,
          resourceRequests: memory,
          memoryLimit: memory,
          scalingLimit: read(settings.scaling, file.text),
        }),
      );
    }
  }
}

/** Reads constructs of the AWS CDK as text, because code is not run. */
export const cdkDetector: Detector = {
  id: 'cdk',
  version: 1,
  title: 'AWS CDK',
  kinds: ['functions', 'workloads'],
  searched: 'code that uses the AWS CDK, in repositories with cdk.json',
  reads:
    'Lambda functions and ECS services with the properties at their place, in TypeScript, Python, Java, C# and Go',
  ignores: 'properties from other places, and custom constructs',
  recognises: path => /(^|\/)cdk\.json$/.test(path) || code.test(path),
  isLikely: path => /cdk|stack/i.test(path),
  rank: 30,
  async detect(files, service) {
    const usesCdk = service.files.some(path => /(^|\/)cdk\.json$/.test(path));
    return await readEach(usesCdk ? files : [], service, (file, result) => {
      if (library.test(file.text)) {
        readConstructs(file, result);
      }
    });
  },
};
