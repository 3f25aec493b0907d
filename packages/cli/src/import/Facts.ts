import { toFactName } from '@paved-road/plugin-paved-road-node';
import { createHash } from 'node:crypto';
import { NeededFact, UntranslatableError } from './Translation';

/** As long as the id of a collector may be. */
const longest = 63;

/** The facts that a translation needs. Each name stands for one value of the source. */
export class Facts {
  readonly #needed = new Map<string, NeededFact>();
  /** What a name stands for; Paved Road itself supplies the first one. */
  readonly #sources = new Map([['repository', 'the repository']]);

  /**
   * The expression for a value that is known under a name that was given.
   *
   * @param from - what supplied the value so far
   * @throws UntranslatableError if another value has the name
   */
  readNamed(name: string, from: string): string {
    const source = this.#sources.get(name) ?? from;
    if (source !== from) {
      throw new UntranslatableError(
        `the fact ${name} would stand for ${source} and for ${from}`,
      );
    }
    this.#sources.set(name, from);
    this.#needed.set(name, { name, from });
    return `facts.${name}`;
  }

  /**
   * The expression for a value under a name that is made of its id. If another value has this name, as short names and
   * those without other letters than Latin ones are soon the same, the end of it is a hash.
   *
   * @param from - what supplied the value so far; it tells values apart
   */
  read(id: string, from: string): string {
    const name = toFactName(id);
    if ((this.#sources.get(name) ?? from) === from) {
      return this.readNamed(name, from);
    }
    const hash = createHash('sha256').update(from).digest('hex').slice(0, 8);
    return this.readNamed(
      `${name.slice(0, longest - hash.length)}${hash}`,
      from,
    );
  }

  list(): NeededFact[] {
    return [...this.#needed.values()];
  }
}
