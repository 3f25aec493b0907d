import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { toHaveNoViolations } from 'jest-axe';

expect.extend(toHaveNoViolations);

// A page takes seconds in jsdom, and longer on a busy machine.
configure({ asyncUtilTimeout: 40_000 });

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
