/*
 * The portal of the tests belongs to the back end of the demo, which exports nothing that is only for tests.
 */
/* eslint-disable @backstage/no-forbidden-package-imports */
export { assertValidEntity } from 'backend/src/__testUtils__/assertValidEntity';
export { DemoPortal, runTemplate } from 'backend/src/__testUtils__/DemoPortal';
export type { Person } from 'backend/src/__testUtils__/DemoPortal';
export { dryRunTemplate } from 'backend/src/__testUtils__/dryRunTemplate';
export { findFreePort } from 'backend/src/__testUtils__/findFreePort';
export { GeneratedService } from 'backend/src/__testUtils__/GeneratedService';
