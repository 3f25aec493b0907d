/** Keeps what badges are signed with. */
export interface BadgeSecretStore {
  /** The secret, which is made when it is asked for first; the same for all back ends. */
  get(): Promise<string>;
}
