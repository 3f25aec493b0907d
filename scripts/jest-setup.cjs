/* Runs before the tests of each file, in all packages. */

/** Warnings that only a change in another project can avoid, except for the last three. */
const muted = [
  // React Router 6, which Backstage uses, announces version 7.
  'React Router Future Flag Warning',
  // Material UI 4, which Backstage uses.
  'findDOMNode is deprecated',
  // PluginHeader of Backstage UI, on the pages of the scaffolder: one of each per page.
  '<Focusable> child must have an interactive ARIA role',
  'A component changed from uncontrolled to controlled',
  // The review step of the scaffolder reads labels only from "enumNames".
  'The "enumNames" property in the schema is deprecated',
  // Template forms of Backstage log each input that they reject.
  'Form validation failed',
  // The app of Backstage.
  'icons were registered as IconComponent',
  // Signing out opens another page, which jsdom cannot do.
  'Not implemented: navigation to another Document',
  // The tables of the Backstage catalog.
  'Support for defaultProps will be removed',
  // The replacement, ToastApi, is newer than the oldest Backstage that we support.
  'AlertApi is deprecated',
  // Pages load and poll in real time while a test waits for them. React's switch for such tests makes them a third slower.
  'inside a test was not wrapped in act(',
  'A suspended resource finished loading inside a test',
];

for (const method of ['warn', 'error']) {
  const print = console[method];
  console[method] = (...args) => {
    const text = args
      .map(arg => (typeof arg === 'string' ? arg : (arg?.message ?? '')))
      .join(' ');
    if (!muted.some(warning => text.includes(warning))) {
      print.apply(console, args);
    }
  };
}
