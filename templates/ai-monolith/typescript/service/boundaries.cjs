/**
 * The boundaries that keep this monolith modular: a module can be changed, tested and moved out without
 * the others. .dependency-cruiser.cjs has the boundaries around the AI core.
 *
 * @type {import('dependency-cruiser').IForbiddenRuleType[]}
 */
module.exports = [
  {
    name: 'modules-only-through-their-index',
    comment: 'The public API of a module is its index.ts; everything else is its own affair.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/modules/' },
    to: { path: '^src/modules/', pathNot: '^src/modules/[^/]+/index\\.ts$' },
  },
  {
    name: 'modules-know-no-other-module',
    comment: 'A module declares its needs as a port, and src/app.ts binds it.',
    severity: 'error',
    from: { path: '^src/modules/([^/]+)/' },
    to: { path: '^src/modules/', pathNot: '^src/modules/$1/' },
  },
  {
    name: 'modules-know-only-core-and-http',
    comment: 'A module receives its dependencies; it reads no settings and starts nothing.',
    severity: 'error',
    from: { path: '^src/modules/' },
    to: { path: '^src/', pathNot: '^src/(modules|core|http)/' },
  },
  {
    name: 'http-shell-only-through-its-index',
    comment: 'What modules may use of the HTTP shell is src/http/index.ts.',
    severity: 'error',
    from: { path: '^src/modules/' },
    to: { path: '^src/http/', pathNot: '^src/http/index\\.ts$' },
  },
  {
    name: 'domains-know-only-the-core',
    comment: 'The rules of a module need no HTTP, no framework and no package; Node is enough.',
    severity: 'error',
    from: { path: '^src/modules/([^/]+)/domain/' },
    to: { path: '^src/|(^|/)node_modules/', pathNot: '^src/(modules/$1/domain|core)/' },
  },
  {
    name: 'modules-only-from-app',
    comment: 'The HTTP shell, the runtime and the adapters serve any module, and import none.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(app\\.ts$|modules/)' },
    to: { path: '^src/modules/' },
  },
];
