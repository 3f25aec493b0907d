import { TranslatedRule } from './Translation';

/** What is worth saying about the translation of one rule. */
export class Notes {
  readonly #notes: string[] = [];
  #exact = true;

  /** Something that does not change the verdict. */
  add(note: string) {
    this.#notes.push(note);
  }

  /** Something that may. */
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
