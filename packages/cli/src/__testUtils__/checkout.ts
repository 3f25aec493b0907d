/** What stands in the files of a checkout, for a mock directory. */

const component = (name: string, spec: string[] = []) =>
  [
    'apiVersion: backstage.io/v1alpha1',
    'kind: Component',
    'metadata:',
    `  name: ${name}`,
    'spec:',
    '  type: ai-service',
    '  lifecycle: production',
    '  owner: team-a',
    ...spec.map(line => `  ${line}`),
  ].join('\n');

const model = [
  'apiVersion: backstage.io/v1alpha1',
  'kind: Resource',
  'metadata: { name: ranker }',
  'spec: { type: ai-model, owner: team-a }',
].join('\n');

/** An MCP server, for a catalog without a model of these. */
export const tools = [
  'apiVersion: backstage.io/v1alpha1',
  'kind: API',
  'metadata: { name: tools }',
  'spec:',
  '  type: mcp-server',
  '  lifecycle: production',
  '  owner: team-a',
  '  definition: tools',
].join('\n');

/** A service that uses a model which the same file describes. */
export const service = [
  '# Ours',
  component('search', ['dependsOn: [resource:ranker]']),
  '---',
  model,
].join('\n');

/** Two services and a website, which the rules are not about. */
export const services = [
  component('search'),
  component('suggest'),
  component('page').replace('ai-service', 'website'),
].join('\n---\n');

const check = (id: string, level: string, expression: string) =>
  [
    `    - id: ${id}`,
    `      title: Title of ${id}`,
    '      description: Why',
    '      track: all',
    `      level: ${level}`,
    `      expression: "${expression}"`,
    `      remediation: { text: Remedy of ${id} }`,
  ].join('\n');

/** Rules that read a checkout only, but at gold. */
export const rules = [
  'apiVersion: paved-road.io/v1',
  'kind: RulePack',
  'metadata: { name: house-rules, title: House rules, version: 1.0.0 }',
  'spec:',
  '  filter: { kind: Component, spec.type: ai-service }',
  '  levels: [{ id: bronze, title: B }, { id: silver, title: S }, { id: gold, title: G }]',
  '  tracks: [{ id: all, title: All }]',
  '  probes: [{ id: package, files: [package.json], format: json }]',
  '  checks:',
  check('owned', 'bronze', "relations.exists(r, r.type == 'ownedBy')"),
  check(
    'packaged',
    'silver',
    "facts.repository.probes.package.exists(p, p.content.name == 'search')",
  ),
  check(
    'modelled',
    'gold',
    "relations.exists(r, has(r.target.type) && r.target.type == 'ai-model')",
  ),
  check('assessed', 'gold', 'assessment != null'),
  check('calm', 'gold', 'facts.incidents.open == 0'),
].join('\n');

export const packageJson = '{ "name": "search" }';
