const samePower =
  'Use Math.exp: powers are not the same to the last bit in each Node.js';

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      files: ['src/advisor/**/*.ts'],
      excludedFiles: ['**/*.test.ts', '**/__testUtils__/**'],
      rules: {
        'no-restricted-syntax': [
          'error',
          { selector: "BinaryExpression[operator='**']", message: samePower },
          {
            selector:
              "MemberExpression[object.name='Math'][property.name='pow']",
            message: samePower,
          },
        ],
      },
    },
  ],
});
