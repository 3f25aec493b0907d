/** The text of a rule pack with one check, or with others in its place. */
export function rulePackText(
  options: {
    name?: string;
    version?: string;
    level?: string;
    expression?: string;
    /** Ids of the checks. */
    checks?: string[];
  } = {},
): string {
  const {
    name = 'house-rules',
    version = '1.0.0',
    level = 'silver',
    expression = 'has(entity.spec.owner)',
    checks = [`${name}-owner`],
  } = options;
  return `apiVersion: paved-road.io/v1
kind: RulePack
metadata: { name: ${name}, title: House rules, version: ${version} }
spec:
  filter: { kind: Component }
  levels:
    - { id: ${level}, title: The level }
  tracks:
    - { id: ownership, title: Ownership }
  checks:
${checks
  .map(
    id => `    - id: ${id}
      title: Has an owner
      description: Somebody answers for it.
      track: ownership
      level: ${level}
      expression: ${expression}
      remediation: { text: Set spec.owner. }
`,
  )
  .join('')}`;
}
