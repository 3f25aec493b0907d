import { ConfigReader } from '@backstage/config';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { assertValidEntity } from '../../__testUtils__/assertValidEntity';
import { exampleFolder } from '../../__testUtils__/ExampleCatalog';
import { parseScript } from '../assessments/script';
import { FleetProvider } from './FleetProvider';
import { readFleet } from './readFleet';
import { varyAssessments } from './variations';

const readServices = (services?: number | string) =>
  readFleet(
    new ConfigReader({
      pavedRoad: {
        demo: {
          fleet: { services, examples: path.join(exampleFolder, 'components') },
        },
      },
    }),
  );

describe('the generated fleet', () => {
  it('has as many services as the config says, each with a name of its own, and the same ones each time', async () => {
    const { services } = await readServices(1000);
    const refs = services.map(service => stringifyEntityRef(service));
    expect(new Set(refs).size).toBe(1000);
    expect((await readServices('1000')).services).toEqual(services);
    await Promise.all(services.map(assertValidEntity));
    expect(JSON.stringify(services)).not.toContain('prometheus-service');
    expect((await readServices()).services).toEqual([]);
  });

  it('is in part well described and assessed, and in part not', async () => {
    const { services, examples } = await readServices(1000);
    const file = path.join(exampleFolder, 'assessments.yaml');
    const script = parseScript(await readFile(file, 'utf8'), file);
    const entries = varyAssessments(services, examples, script);
    expect(new Set(entries.map(({ entityRef }) => entityRef)).size).toBe(
      entries.length,
    );
    const share = (status: string) =>
      entries.filter(entry => entry.status === status).length / services.length;
    expect(share('approved')).toBeGreaterThan(0.3);
    expect(share('draft')).toBeGreaterThan(0.03);
    expect(entries.length).toBeLessThan(0.8 * services.length);
    const unexplained = entries.filter(
      ({ decision }) =>
        decision && !('rationale' in decision && decision.rationale),
    );
    expect(unexplained).toEqual([]);
    const described = services.filter(({ metadata }) => metadata.description);
    expect(described.length).toBeGreaterThan(800);
    expect(described.length).toBeLessThan(1000);
  });

  it('takes the place of what was generated before', async () => {
    const { services } = await readServices(2);
    const applyMutation = jest.fn();
    const provider = new FleetProvider(services);
    await provider.connect({ applyMutation, refresh: async () => {} });
    await provider.provide();
    expect(applyMutation).toHaveBeenCalledWith({
      type: 'full',
      entities: services.map(({ metadata }) =>
        expect.objectContaining({
          locationKey: 'demo-fleet',
          entity: expect.objectContaining({
            metadata: expect.objectContaining({ name: metadata.name }),
          }),
        }),
      ),
    });
  });

  it.each([-1, 1.5, 10_001])('cannot have %p services', async count => {
    await expect(readServices(count)).rejects.toThrow(
      `pavedRoad.demo.fleet.services: ${count} is not allowed, use a whole number from 0 to 10000`,
    );
  });
});
