/* The checks in the forms that the two engines are configured with. */
import { checks, FactSource, Value } from './checks';

const why =
  'Operators, on-call engineers and users of the service need to find this in the catalog.';

/** The checks as a rule pack. */
export const rulePack = {
  apiVersion: 'paved-road.io/v1',
  kind: 'RulePack',
  metadata: { name: 'bench', title: 'Benchmark', version: '1.0.0' },
  spec: {
    filter: { kind: 'Component' },
    levels: [
      { id: 'bronze', title: 'Bronze' },
      { id: 'silver', title: 'Silver' },
      { id: 'gold', title: 'Gold' },
    ],
    tracks: [
      { id: 'ownership', title: 'Ownership' },
      { id: 'delivery', title: 'Delivery' },
      { id: 'safety', title: 'Safety' },
    ],
    checks: checks.map(({ id, title, level, track, expression, evidence }) => ({
      id,
      title,
      description: why,
      level,
      track,
      expression,
      evidence: [{ name: 'Found', expression: evidence }],
      remediation: { text: 'Add it to catalog-info.yaml.' },
    })),
  },
};

/** The name of the one fact retriever that the checks of Tech Insights read from. */
export const factRetriever = 'benchFactRetriever';

/** The checks as configuration of Tech Insights. */
export const techInsightsChecks = Object.fromEntries(
  checks.map(({ id, title, condition }) => [
    id,
    {
      type: 'json-rules-engine',
      name: title,
      description: why,
      factIds: [factRetriever],
      rule: {
        conditions: 'any' in condition ? condition : { all: [condition] },
      },
    },
  ]),
);

/** The facts of an entity, for the fact retriever of Tech Insights. */
export function readFacts(source: FactSource): Record<string, Value> {
  return Object.fromEntries(
    checks.flatMap(({ facts }) =>
      Object.entries(facts).map(([name, read]) => [name, read(source)]),
    ),
  );
}

/** The schema of the facts for Tech Insights. */
export function factSchema(source: FactSource) {
  const types = { boolean: 'boolean', number: 'integer', string: 'string' };
  return Object.fromEntries(
    Object.entries(readFacts(source)).map(([name, value]) => [
      name,
      { type: types[typeof value as keyof typeof types], description: name },
    ]),
  );
}
