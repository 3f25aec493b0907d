// Whole back ends run in these tests, and on a busy machine five seconds are not enough for them.
jest.setTimeout(60_000);
