/* Runs before the tests of each file, in all packages. */

/** Warnings that no change in this repository can avoid. Everything else is printed. */
const muted = [
  // React Router 6, which Backstage uses
  'React Router Future Flag Warning',
  // Material UI 4, which Backstage uses
  'findDOMNode is deprecated',
  // PluginHeader and Tabs of Backstage UI
  '<Focusable> child must have an interactive ARIA role',
  'A component changed from uncontrolled to controlled',
  'A component changed from controlled to uncontrolled',
  // Its replacement, ToastApi, is newer than the oldest Backstage that we support.
  'AlertApi is deprecated',
  // Template forms of Backstage; older form libraries lack "ui:enumNames".
  'The "enumNames" property in the schema is deprecated',
  // The app of Backstage, and the tables of its catalog
  'icons were registered as IconComponent',
  'Support for defaultProps will be removed',
  // Pages load and refresh by themselves; tests wait for the result with findBy.
  'inside a test was not wrapped in act(',
];

for (const method of ['warn', 'error']) {
  const print = console[method];
  console[method] = (...args) => {
    const text = args.filter(arg => typeof arg === 'string').join(' ');
    if (!muted.some(warning => text.includes(warning))) {
      print.apply(console, args);
    }
  };
}
