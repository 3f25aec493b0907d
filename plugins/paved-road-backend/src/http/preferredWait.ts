import { Request } from 'express';

/**
 * For how long a caller is ready to wait for an answer, in seconds: `Prefer: wait=N` of RFC 7240.
 *
 * @param options - `default` without such a header, and `most` that anybody waits
 */
export function preferredWait(
  req: Request,
  options: { default: number; most: number },
): number {
  const wait = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i.exec(
    req.header('prefer') ?? '',
  );
  return Math.min(wait ? Number(wait[1]) : options.default, options.most);
}
