/**
 * The borders of the modules and of the client, in addition to those in .dependency-cruiser.cjs.
 *
 * @type {import('dependency-cruiser').IForbiddenRuleType[]}
 */
module.exports = [
  {
    name: 'modules-only-through-their-index',
    comment: 'The public API of a module is its index.ts.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/modules/' },
    to: { path: '^src/modules/[^/]+/', pathNot: '^src/modules/[^/]+/index\\.ts$' },
  },
  {
    name: 'modules-know-only-the-core-and-the-shell',
    comment: 'A module can be moved or deleted without a look at another one.',
    severity: 'error',
    from: { path: '^src/modules/([^/]+)/' },
    to: {
      path: '^src/',
      pathNot: '^src/(modules/$1/|core/index\\.ts$|http/index\\.ts$)',
    },
  },
  {
    name: 'client-binds-only-its-own-adapter',
    comment: 'Callers ask this service; they do not carry its model.',
    severity: 'error',
    from: { path: '^src/client/' },
    to: { path: '^src/', pathNot: '^src/(client/|core/|adapters/http/)' },
  },
  {
    name: 'client-carries-no-server',
    comment:
      'What a caller loads with the client, by any way, is not the server and not the model.',
    severity: 'error',
    from: { path: '^src/client/' },
    to: {
      path: '(^|/)node_modules/(fastify|onnxruntime-node|pino|prom-client)/',
      reachable: true,
    },
  },
];
