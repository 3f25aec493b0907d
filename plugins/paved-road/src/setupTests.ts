import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { toHaveNoViolations } from 'jest-axe';

expect.extend(toHaveNoViolations);

// A page takes seconds in jsdom, and longer on a busy machine.
configure({ asyncUtilTimeout: 40_000 });

/** Replaces APIs that jsdom lacks. Lists that load more when they are scrolled to their end never do. */
class NothingInSight {
  observe() {}
  disconnect() {}
}
Object.assign(globalThis, {
  IntersectionObserver: NothingInSight,
  scrollTo: () => {},
});
Element.prototype.scrollIntoView = () => {};
