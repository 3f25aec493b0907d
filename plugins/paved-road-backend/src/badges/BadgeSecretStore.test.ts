import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { connect } from '../database/migrate';
import { mockServices } from '@backstage/backend-test-utils';
import { BadgeSecretStore } from './BadgeSecretStore';

const databases = createTestDatabases();

describe.each(testDatabaseIds)('BadgeSecretStore on %s', databaseId => {
  it('makes one secret for all back ends, which stays', async () => {
    const knex = await databases.init(databaseId);
    await connect(mockServices.database({ knex }));
    const backEnds = [1, 2, 3, 4].map(() => new BadgeSecretStore(knex));
    const secrets = await Promise.all(backEnds.map(store => store.get()));

    expect(new Set(secrets).size).toBe(1);
    expect(Buffer.from(secrets[0], 'base64url')).toHaveLength(32);
    await expect(new BadgeSecretStore(knex).get()).resolves.toBe(secrets[0]);
  });
});
