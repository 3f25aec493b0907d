module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The whole package is a test: of its own files, and with what the back end has for its tests.
    '@backstage/no-forbidden-package-imports': 'off',
    'jest/no-export': 'off',
    'no-restricted-imports': 'off',
    'jest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect*', '*.npm'] },
    ],
  },
});
