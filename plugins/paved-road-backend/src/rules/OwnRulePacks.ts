import { InputError, toError } from '@backstage/errors';
import { hashOf } from '../database/hash';
import { ReadRulePack } from './readRulePack';
import { RulePackSource } from './readRulePackSources';
import { Reading, Readings } from './RulePackReader';
import { RulePackContent, StoredRulePack } from './RulePackStore';

/** The rule packs, except those from URLs, that this back end would activate. */
export class OwnRulePacks {
  readonly sources: RulePackSource[];
  readonly #packs = new Map<string, ReadRulePack>();

  /** @throws InputError if two sources have the same name */
  constructor(sources: RulePackSource[]) {
    const names = sources.map(({ source }) => source);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined) {
      throw new InputError(
        `Two sources of rule packs are named ${twice}, rename the one that a plugin adds`,
      );
    }
    this.sources = sources;
  }

  get(source: string): ReadRulePack | undefined {
    return this.#packs.get(source);
  }

  /**
   * Stores the packs read at the start.
   *
   * @throws InputError that names the problems of all packs
   */
  takeAll(readings: Readings, compile: (packs: ReadRulePack[]) => void): void {
    const problems: string[] = [];
    for (const { source, origin } of this.sources) {
      const reading = readings.get(source);
      if (origin === 'url' || !reading) {
        continue;
      }
      if (reading.status === 'valid') {
        this.#packs.set(source, reading.pack);
      } else {
        problems.push(reading.problem);
      }
    }
    try {
      // Even if some are broken, so that an author sees all problems at once.
      compile([...this.#packs.values()]);
    } catch (error) {
      problems.push(toError(error).message);
    }
    if (problems.length > 0) {
      throw new InputError(problems.join('\n'));
    }
  }

  /** Stores the packs that were read and are active. */
  takeActive(readings: Readings, active: StoredRulePack[]): void {
    for (const { source, origin, content } of active) {
      const reading = readings.get(source);
      if (
        origin !== 'url' &&
        reading?.status === 'valid' &&
        reading.pack.hash === content?.hash
      ) {
        this.#packs.set(source, reading.pack);
      }
    }
  }

  /** Whether this back end, which has just read its sources, would activate the same packs. */
  agreeWith(active: StoredRulePack[], readings: Readings): boolean {
    return (
      this.sources.length === active.length &&
      this.sources.every(
        ({ source, origin }, index) =>
          source === active[index].source &&
          (origin === 'url'
            ? changesAlike(readings.get(source), active[index].content)
            : this.get(source)?.hash === active[index].content?.hash),
      )
    );
  }
}

/* Whatever the text at a URL is by now, this back end would change the same in it. */
function changesAlike(
  reading: Reading | undefined,
  content: RulePackContent | undefined,
): boolean {
  return (
    reading?.status !== 'valid' ||
    content === undefined ||
    hashOf(reading.pack.changes) === hashOf(content.changes)
  );
}
