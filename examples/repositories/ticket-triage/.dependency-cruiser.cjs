module.exports = {
  forbidden: [
    {
      name: 'core-is-framework-free',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'model-runtime-only-in-its-adapter',
      severity: 'error',
      from: { pathNot: '^src/adapters/' },
      to: { path: 'node_modules/onnxruntime-' },
    },
  ],
};
