/** Stores the secret that signs badges. */
export interface BadgeSecretStore {
  /** The secret, created on first use; the same for all back ends. */
  get(): Promise<string>;
}
