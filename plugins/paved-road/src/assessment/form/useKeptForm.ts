import useLocalStorage from 'react-use/esm/useLocalStorage';
import { FormOrigin, FormState } from './formState';

/** A form that was left before it was saved. */
export interface KeptForm {
  state: FormState;
  /** ISO 8601. */
  keptAt: string;
  /** Of the draft that the changes were made to, so that they never overwrite a newer one unseen. */
  etag?: string;
}

/*
 * The version belongs to the shape of KeptForm: with a new shape, what older code has kept is not
 * read any more.
 */
const storageKey = (userRef: string, entityRef: string, draftId: string) =>
  `paved-road/form/v1/${userRef}/${entityRef}/${draftId}`;

/** Keeps what a person has filled in for an entity in their browser, until it is saved. */
export function useKeptForm(
  userRef: string,
  entityRef: string,
  origin: FormOrigin,
) {
  return useLocalStorage<KeptForm>(
    storageKey(
      userRef,
      entityRef,
      origin.kind === 'draft' ? origin.draft.id : 'new',
    ),
  );
}
