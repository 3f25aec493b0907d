import { TranslatedRule } from './Translation';

/** Notes on the translation of a rule. */
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
