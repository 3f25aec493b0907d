import { toFactName } from '@paved-road/plugin-paved-road-node';
import { createHash } from 'node:crypto';
import { NeededFact, UntranslatableError } from './Translation';

/** Maximum length of the id of a collector. */
const longest = 63;

/** The facts that a translation needs. Each name refers to one value of the source. */
export class Facts {
  readonly #needed = new Map<string, NeededFact>();
  /** Values by name; Paved Road supplies the first one. */
  readonly #sources = new Map([['repository', 'the repository']]);

  /**
   * The expression for a value with a given name.
   *
   * @param from - source of the value in the other tool ¶ * @throws UntranslatableError if another value has the name
   */
  readNamed(name: string, from: string): string {
    const source = this.#sources.get(name) ?? from;
    if (source !== from) {
      throw new UntranslatableError(
        `the fact ${name} would mean both ${source} and ${from}`,
      );
    }
    this.#sources.set(name, from);
    this.#needed.set(name, { name, from });
    return `facts.${name}`;
  }

  /**
   * The expression for a value whose name is derived from its id. If another value has this name, a hash is appended.
   *
   * @param from - source of the value in the other tool, which identifies it
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
