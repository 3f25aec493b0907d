import { RulePackCheck, StoredRulePack } from './RulePackStore';

/** Whether the same content of the same sources is active, in the same order. */
export function samePacks(a: StoredRulePack[], b: StoredRulePack[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ source, origin, content }, index) =>
        source === b[index].source &&
        origin === b[index].origin &&
        content?.hash === b[index].content?.hash,
    )
  );
}

/** The stored result of a read that changes no active content. */
export function toCheck(pack: StoredRulePack): RulePackCheck {
  const { source, checkedAt, problem, content } = pack;
  return {
    source,
    checkedAt,
    problem,
    hash: content?.hash,
    etag: content?.etag,
  };
}
