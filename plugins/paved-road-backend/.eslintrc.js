module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // The PostgreSQL of all packages' tests belongs to the repository, not to a package.
      files: ['src/**/*.test.ts', 'src/**/__testUtils__/*'],
      rules: { '@backstage/no-relative-monorepo-imports': 'off' },
    },
  ],
});
