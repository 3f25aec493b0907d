import { ConfigReader } from '@backstage/config';
import { ActiveRules } from '@paved-road/plugin-paved-road-common';
import { createRules } from '../__testUtils__/engineFixtures';
import { assertIngestionPolicy } from './assertIngestionPolicy';

const inactive: ActiveRules['inactive'] = [
  {
    source: 'https://rules.example/pack.yaml',
    origin: 'url',
    problem: { message: 'Not found', since: '2026-01-01T00:00:00.000Z' },
  },
];

const assert = (
  ingestion: object,
  sources: Pick<ActiveRules, 'inactive'> = { inactive: [] },
) =>
  assertIngestionPolicy(new ConfigReader({ pavedRoad: { ingestion } }), {
    current: createRules,
    describe: async () => ({ items: [], facts: [], ...sources }),
  });

describe('assertIngestionPolicy', () => {
  it('accepts what an entity alone decides', async () => {
    await expect(
      assert({ default: 'warn', checks: { lifecycle: 'reject' } }),
    ).resolves.toBeUndefined();
  });

  it('refuses what needs more, and what there is not', async () => {
    await expect(
      assert({ checks: { covered: 'warn', assessed: 'reject', x: 'warn' } }),
    ).rejects.toThrow(
      /checks.assessed: .* it reads the assessment.*\n.*checks.covered: .* it reads facts.coverage.*\n.*checks.x: there is no such check/,
    );
  });

  it('waits for a check of a pack that could not be read yet', async () => {
    await expect(
      assert({ checks: { x: 'warn' } }, { inactive }),
    ).resolves.toBeUndefined();
    await expect(
      assert({ checks: { covered: 'warn' } }, { inactive }),
    ).rejects.toThrow(/covered/);
  });
});
