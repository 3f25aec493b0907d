/** How the message of a refused connection begins; the host follows. */
export const refusal = 'the template test does not connect to';

/** The host in the message of a step that needs a connection; readers of URLs refuse other hosts by themselves. */
export function findRefusedHost(message: string): string | undefined {
  const [, host, url] =
    new RegExp(
      `${refusal} (\\S+)|Reading from '(https?:[^']+)' is not allowed`,
    ).exec(message) ?? [];
  return url === undefined ? host : new URL(url).host;
}
