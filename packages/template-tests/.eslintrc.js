module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The whole package is a test, and uses test utilities of the back end.
    '@backstage/no-forbidden-package-imports': 'off',
    'jest/no-export': 'off',
    'no-restricted-imports': 'off',
    'jest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect*', '*.npm', '*.make'] },
    ],
  },
});
