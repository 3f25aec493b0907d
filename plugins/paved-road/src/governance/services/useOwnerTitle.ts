import { useEntityTitle } from './useEntityTitle';

/** What people call an owner; until the catalog has told it, or where it cannot, the name. */
export const useOwnerTitle = (owner: string | undefined): string | undefined =>
  useEntityTitle(owner, 'group');
