import { InputError, toError } from '@backstage/errors';
import { hashOf } from '../database/hash';
import { changesOf, ReadRulePack } from './readRulePack';
import { RulePackSource } from './readRulePackSources';
import { Readings } from './RulePackReader';
import { StoredRulePack } from './RulePackStore';

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
            ? readings.get(source)?.status !== 'valid' ||
              this.changesAlike(active[index])
            : this.get(source)?.hash === active[index].content?.hash),
      )
    );
  }

  /** Whether the config of this back end changes the same in the active text, whatever the text at a URL is by now. */
  changesAlike(active: StoredRulePack): boolean {
    const { source, content } = active;
    if (!content) {
      return true;
    }
    const own = this.sources.find(other => other.source === source);
    try {
      const changes = changesOf(active, content.text, own?.wanted);
      return hashOf(changes) === hashOf(content.changes);
    } catch {
      // Another version of the plugin has stored it, and says so where it is compiled.
      return true;
    }
  }
}
