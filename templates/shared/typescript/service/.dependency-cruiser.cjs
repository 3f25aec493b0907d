/**
 * The boundaries that keep the AI core separate, so that the model can be exchanged, tested
 * without, or moved into another service. boundaries.cjs contains the ones specific to this service; a
 * test plants a violation of each.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'core-is-framework-free',
      comment: 'src/core holds the rules around the model; it imports nothing outside itself.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'core-only-through-its-index',
      comment: 'The public API of the core is src/core/index.ts.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/core/' },
      to: { path: '^src/core/', pathNot: '^src/core/index\\.ts$' },
    },
    {
      name: 'adapters-only-from-app',
      comment: 'Ports are bound to adapters in src/app.ts, the composition root, and nowhere else.',
      severity: 'error',
{%- if values.ai == 'language-model' %}
      // src/drafts.ts does it for src/app.ts.
      from: { path: '^src/', pathNot: '^src/(app\\.ts$|drafts\\.ts$|adapters/)' },
{%- elif values.pattern == 'microservices' %}
      // src/client gives the one for callers to them.
      from: { path: '^src/', pathNot: '^src/(app\\.ts$|adapters/|client/)' },
{%- else %}
      from: { path: '^src/', pathNot: '^src/(app\\.ts$|adapters/)' },
{%- endif %}
      to: { path: '^src/adapters/' },
    },
    {
      name: 'adapters-only-through-their-index',
      comment: 'What an adapter needs inside is its own affair.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/adapters/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/[^/]+/index\\.ts$' },
    },
    {
      name: 'adapters-know-only-the-core',
      comment: 'An adapter implements a port; it needs no server, no settings and no other adapter.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/', pathNot: '^src/(adapters/$1|core)/' },
    },
{% if values.ai == 'classifier' %}    {
      name: 'model-runtime-only-in-its-adapter',
      comment: 'ONNX Runtime can be exchanged in one folder.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/adapters/onnx/' },
      to: { path: '(^|/)node_modules/onnxruntime-' },
    },
{% endif %}    {
      name: 'no-cycles',
      comment: 'A cycle is one module that pretends to be several.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-development-dependencies',
      comment: 'The image has only what package.json lists under dependencies.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'resolvable',
      comment: 'What cannot be found cannot be checked.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...require('./boundaries.cjs'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Where node_modules is a link, as in the test of these rules, packages keep the paths that rules name.
    preserveSymlinks: true,
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
