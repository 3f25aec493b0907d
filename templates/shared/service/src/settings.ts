/** What can be set from outside, through environment variables. */
export interface Settings {
  host: string;
  port: number;
  logLevel: string;
  /** Confidence (0..1) under which a ticket is marked for review. */
  reviewBelow: number;
  /** Milliseconds that running requests get to finish when the process is asked to stop. */
  shutdownTimeoutMs: number;
}

/** The name under which logs and dashboards know the service. */
export const serviceName = '${{ values.name }}';

/** @throws Error that names the variable which has a wrong value */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    host: env.HOST ?? '0.0.0.0',
    port: number(env, 'PORT', ${{ values.port }}, 0, 65535),
    logLevel: env.LOG_LEVEL ?? 'info',
    reviewBelow: number(env, 'REVIEW_BELOW', 0.5, 0, 1),
    shutdownTimeoutMs: number(env, 'SHUTDOWN_TIMEOUT_MS', 10_000, 0, 300_000),
  };
}

function number(
  env: NodeJS.ProcessEnv,
  name: string,
  byDefault: number,
  min: number,
  max: number,
): number {
  const text = env[name];
  if (text === undefined || text === '') {
    return byDefault;
  }
  const value = Number(text);
  if (!Number.isFinite(value) || value < min || value > max) {
    throw new Error(`${name}: "${text}" is not a number from ${min} to ${max}`);
  }
  return value;
}
