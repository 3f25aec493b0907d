/* What the back end of the demo has for its own tests. */
export { assertValidEntity } from 'backend/src/__testUtils__/assertValidEntity';
export { DemoPortal, runTemplate } from 'backend/src/__testUtils__/DemoPortal';
export type { Person } from 'backend/src/__testUtils__/DemoPortal';
export { dryRunTemplate } from 'backend/src/__testUtils__/dryRunTemplate';
export { findFreePort } from 'backend/src/__testUtils__/findFreePort';
export { GeneratedService } from 'backend/src/__testUtils__/GeneratedService';
