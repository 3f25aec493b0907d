// Tests start whole back ends, which can take more than five seconds on a busy machine.
jest.setTimeout(60_000);
