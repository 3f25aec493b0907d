import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { toHaveNoViolations } from 'jest-axe';

expect.extend(toHaveNoViolations);

// A page takes seconds in jsdom, and longer on a busy machine.
configure({ asyncUtilTimeout: 40_000 });

// Pages load and poll in real time while a test waits. Testing Library still wraps renders and events in act.
beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
});

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
