import { Knex } from 'knex';
import { randomBytes } from 'node:crypto';

/** The only row. */
const ID = 1;

/** Stores the secret that signs badges. Table: `badge_secret`. */
export class BadgeSecretStore {
  constructor(private readonly knex: Knex) {}

  /** The secret, created on first use; the same for all back ends. */
  async get(): Promise<string> {
    // If several back ends create one at the same time, the first one stays.
    await this.knex('badge_secret')
      .insert({ id: ID, secret: randomBytes(32).toString('base64url') })
      .onConflict('id')
      .ignore();
    const { secret } = await this.knex('badge_secret')
      .where({ id: ID })
      .first('secret');
    return secret;
  }
}
