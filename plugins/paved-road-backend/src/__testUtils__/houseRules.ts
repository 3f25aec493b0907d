/** A check of {@link createHouseRules}, with only what matters left to say. */
export function createHouseCheck(
  id: string,
  level: string,
  expression: string,
) {
  return {
    id,
    title: `Title of ${id}`,
    description: `Purpose of ${id}`,
    track: 'all',
    level,
    expression,
    remediation: { text: `Remedy of ${id}` },
  };
}

/**
 * A rule pack for components of the type `ai-service`, as it can stand in the config.
 *
 * @param checks - as {@link createHouseCheck} makes them, with whatever else they have
 */
export function createHouseRules(
  checks: object[],
  levels = ['bronze', 'silver', 'gold'].map(id => ({ id, title: id })),
) {
  return {
    apiVersion: 'paved-road.io/v1',
    kind: 'RulePack',
    metadata: { name: 'house-rules', title: 'House rules', version: '1.0.0' },
    spec: {
      filter: { kind: 'Component', 'spec.type': 'ai-service' },
      levels,
      tracks: [{ id: 'all', title: 'All' }],
      checks,
    },
  };
}
