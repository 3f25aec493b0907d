import { ActiveRules } from '@paved-road/plugin-paved-road-common';

/** A rule pack to begin with: it has the levels of the active ones, as all packs must, and one check. */
export function newPackText({ items }: ActiveRules): string {
  const levels = items[0]?.spec.levels ?? [
    { id: 'bronze', title: 'Bronze' },
    { id: 'silver', title: 'Silver' },
    { id: 'gold', title: 'Gold' },
  ];
  return `apiVersion: paved-road.io/v1
kind: RulePack
metadata:
  name: my-rules
  title: My rules
  version: 1.0.0
spec:
  filter:
    kind: Component
  levels:
${levels
  .map(
    ({ id, title }) => `    - id: ${id}
      title: ${JSON.stringify(title)}
`,
  )
  .join('')}  tracks:
    - id: documentation
      title: Documentation
  checks:
    - id: described
      title: It has a description
      description: Whoever finds it in the catalog wants to know what it is for.
      track: documentation
      level: ${levels[0].id}
      expression: has(entity.metadata.description)
      remediation:
        text: Set metadata.description in catalog-info.yaml.
`;
}
