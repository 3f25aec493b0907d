/* Runs before the tests of each file, in all packages. */

/** Warnings of dependencies that we cannot fix here. Everything else is printed. */
const warningsOfDependencies = [
  // React Router 6, which Backstage uses
  'React Router Future Flag Warning',
  // Material UI 4, which Backstage uses
  'findDOMNode is deprecated',
  // Backstage 1.55 has no ToastApi
  'AlertApi is deprecated',
];

for (const method of ['warn', 'error']) {
  const print = console[method];
  console[method] = (...args) => {
    const text = args.map(String).join(' ');
    if (!warningsOfDependencies.some(warning => text.includes(warning))) {
      print.apply(console, args);
    }
  };
}

/* Pages load and refresh by themselves. Tests wait for the result with findBy instead of wrapping updates in act. */
beforeEach(() => {
  globalThis.IS_REACT_ACT_ENVIRONMENT = false;
});
