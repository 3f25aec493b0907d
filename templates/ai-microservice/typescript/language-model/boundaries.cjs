/**
 * The border of modules, in addition to those in .dependency-cruiser.cjs.
 *
 * @type {import('dependency-cruiser').IForbiddenRuleType[]}
 */
module.exports = [
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
];
