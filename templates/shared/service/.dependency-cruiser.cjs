/**
 * The boundaries that make this monolith modular: the core knows nobody, everybody knows the core
 * only through its index, and only main.ts puts an adapter in.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'core-is-framework-free',
      comment:
        'src/core holds the rules of the service; it imports nothing outside itself.',
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
      name: 'adapters-only-from-main',
      comment: 'Ports are bound to adapters in src/main.ts and nowhere else.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main\\.ts$|adapters/)' },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'adapters-know-only-the-core',
      comment: 'An adapter implements a port; it needs no HTTP and no settings.',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: '^src/', pathNot: '^src/(adapters|core)/' },
    },
    {
      name: 'model-runtime-only-in-its-adapter',
      comment: 'ONNX Runtime can be exchanged in one folder.',
      severity: 'error',
      from: { pathNot: '^src/adapters/onnx/' },
      to: { path: 'node_modules/onnxruntime-' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
