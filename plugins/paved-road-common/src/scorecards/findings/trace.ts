import { UnknownValueError } from '../expressions/UnknownValueError';
import { Subject } from '../subject';
import { explainFileProblem } from './explainFileProblem';
import {
  Finding,
  FindingKindName,
  FindingValue,
  findingKindNames,
  RepositoryFindings,
} from './kinds';

export const repositoryFact = 'repository';

/** Replaces undetermined values by properties that throw when they are read. */
function toRuntimeFinding(finding: Finding): object {
  const runtime = {};
  const entries: [string, FindingValue | number][] = Object.entries(finding);
  for (const [name, value] of entries) {
    const unknown =
      typeof value === 'object' && 'unknown' in value
        ? new UnknownValueError(
            explainFileProblem(finding.file, {
              line: finding.line,
              problem: value.unknown,
            }),
            undefined,
            value.unknown,
            { file: finding.file, line: finding.line },
          )
        : undefined;
    Object.defineProperty(
      runtime,
      name,
      unknown
        ? {
            get() {
              throw unknown;
            },
          }
        : { value, enumerable: true },
    );
  }
  return runtime;
}

/** Runtime lists by their stored ones, because all checks of an entity share them. Stored values never change. */
const converted = new WeakMap<readonly Finding[], object[]>();

function toRuntimeList(found: readonly Finding[]): object[] {
  let list = converted.get(found);
  if (!list) {
    list = found.map(toRuntimeFinding);
    converted.set(found, list);
  }
  return list;
}

/**
 * Provides the findings as variables, and records which kinds an expression reads. An expression that stops early reads
 * fewer than it names, such as after a link that is enough.
 */
export class FindingTrace {
  readonly #read = new Set<FindingKindName>();

  constructor(private readonly subject: Pick<Subject, 'facts'>) {}

  /** @throws UnknownValueError if there are none */
  get findings(): RepositoryFindings {
    const { facts } = this.subject;
    const fact = Object.hasOwn(facts, repositoryFact)
      ? facts[repositoryFact]
      : undefined;
    if (fact?.status !== 'known') {
      throw new UnknownValueError(
        fact?.reason ?? `The fact ${repositoryFact} has not been collected`,
        repositoryFact,
      );
    }
    const { findings } = fact.value as { findings?: RepositoryFindings };
    return findings ?? reportOld();
  }

  /** Adds a variable for each kind. */
  declare(variables: object): void {
    for (const kind of findingKindNames) {
      Object.defineProperty(variables, kind, {
        get: () => {
          this.#read.add(kind);
          // A kind may be newer than the stored findings.
          return toRuntimeList(this.findings.found[kind] ?? reportOld());
        },
        enumerable: true,
      });
    }
  }

  /** The kinds read since the last call. */
  takeRead(): FindingKindName[] {
    const read = [...this.#read];
    this.#read.clear();
    return read;
  }
}

/**
 * Whether the repository was read by an earlier version of Paved Road, which did not report the findings that rules
 * name.
 *
 * @public
 */
export function isReadByEarlierVersion(
  facts: Subject['facts'],
  rules: { findings: readonly FindingKindName[] },
): boolean {
  const fact = facts[repositoryFact];
  if (fact?.status !== 'known') {
    return false;
  }
  const { findings } = fact.value as { findings?: RepositoryFindings };
  return rules.findings.some(kind => !findings?.found[kind]);
}

function reportOld(): never {
  throw new UnknownValueError(
    'The repository has not been read since the last upgrade',
    repositoryFact,
  );
}
