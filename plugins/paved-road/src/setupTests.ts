import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { toHaveNoViolations } from 'jest-axe';

expect.extend(toHaveNoViolations);

// A whole page takes its time in jsdom, and more of it while other suites run beside.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

/** What jsdom lacks, and what a list needs that loads more when its end comes into sight. */
class NothingInSight {
  observe() {}
  disconnect() {}
}
Object.assign(globalThis, {
  IntersectionObserver: NothingInSight,
  scrollTo: () => {},
});
Element.prototype.scrollIntoView = () => {};
