import { Facts } from './Facts';
import { cut, slug, toId } from './ids';
import {
  CheckDraft,
  Named,
  TranslatedRule,
  Translation,
  UntranslatableError,
} from './Translation';

export class Notes {
  readonly #notes: string[] = [];
  #exact = true;

  /** Adds a note about something that does not change the verdict. */
  add(note: string) {
    this.#notes.push(note);
  }

  /** Adds a note about something that may change the verdict. */
  addDifference(note: string) {
    this.#exact = false;
    this.#notes.push(note);
  }

  outcome(): Pick<TranslatedRule, 'fidelity' | 'notes'> {
    return {
      fidelity: this.#exact ? 'exact' : 'approximate',
      notes: this.#notes,
    };
  }
}

/** Limits of a rule pack, in characters. */
const limits = { title: 100, text: 2000 };

/** A translated rule. Texts may be too long; without a description, the title is used. */
interface Draft extends Omit<CheckDraft, 'id' | 'track' | 'description'> {
  track: Named;
  description?: string | null;
}

/** Collects the checks of a pack, and the outcome of every rule of the source. */
export class PackBuilder {
  readonly facts = new Facts();
  readonly #ids = new Set<string>();
  readonly #trackIds = new Set<string>();
  readonly #tracks = new Map<string, Named>();
  readonly #checks: CheckDraft[] = [];
  readonly #rules: TranslatedRule[] = [];

  /** A track with an unused id. */
  createTrack(name: string, title: string): Named {
    return { id: toId(name, this.#trackIds), title };
  }

  /**
   * Adds the check for a rule, or the reason why it cannot be translated.
   *
   * @param rule.name - name of the rule, from which its id is derived
   * @param rule.expression - shown with the reason of a failure
   */
  add(
    rule: { from: string; name: string; expression?: string },
    translate: (notes: Notes) => Draft,
  ): void {
    const { from, name, expression } = rule;
    const notes = new Notes();
    try {
      const { track, title, description, remediation, ...draft } =
        translate(notes);
      const id = toId(name, this.#ids);
      if (id !== slug(name)) {
        notes.add(`another check has the id ${slug(name)}, so it is ${id}`);
      }
      const { text, link } = remediation;
      this.#tracks.set(track.id, {
        ...track,
        title: cut(track.title, limits.title),
      });
      this.#checks.push({
        id,
        title: cut(title, limits.title),
        description: cut(description || title, limits.text) || title,
        track: track.id,
        ...draft,
        remediation: {
          text: cut(text, limits.text),
          ...(link && {
            link: { ...link, title: cut(link.title, limits.title) || 'More' },
          }),
        },
      });
      this.#rules.push({ from, checkId: id, ...notes.outcome() });
    } catch (error) {
      if (!(error instanceof UntranslatableError)) {
        throw error;
      }
      const { message } = error;
      this.#rules.push({
        from,
        fidelity: 'none',
        notes: [
          expression === undefined ? message : `${message}: ${expression}`,
        ],
      });
    }
  }

  build(
    pack: { name: string; title: string; description: string; levels: Named[] },
    notes: string[],
  ): Translation {
    return {
      pack: {
        ...pack,
        tracks: [...this.#tracks.values()],
        checks: this.#checks,
      },
      rules: this.#rules,
      notes,
      facts: this.facts.list(),
    };
  }
}
