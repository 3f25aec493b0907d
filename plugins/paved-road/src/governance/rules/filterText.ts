import { RulePack } from '@paved-road/plugin-paved-road-common';

/** A filter predicate as it is written in a rule pack, on one line. */
export function filterText(filter: RulePack['spec']['filter']): string {
  return JSON.stringify(filter, undefined, 1).replace(/\n\s*/g, ' ');
}
