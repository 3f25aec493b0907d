import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { FilterPredicate } from '@backstage/filter-predicates';
import { namedKinds, selectedKinds } from './selectedKinds';

interface SelectingPack {
  reference: { name: string };
  filter: FilterPredicate;
}

/** Describes the entities that a filter matches: in words if it is simple, else as code. @public */
export function describeFilter(filter: FilterPredicate): string {
  const fields = isObject(filter) ? Object.entries(filter) : [];
  const texts = fields.map(([field, value]) => describeField(field, value));
  return fields.length > 0 && texts.every(text => text !== undefined)
    ? texts.join(' and ')
    : JSON.stringify(filter);
}

function describeField(field: string, value: unknown): string | undefined {
  if (field.startsWith('$')) {
    return undefined;
  }
  if (!isObject(value)) {
    return `${field} ${value}`;
  }
  const [[operator, operand]] = Object.entries(value);
  if (operator === '$in' && Array.isArray(operand)) {
    return `${field} ${operand.join(' or ')}`;
  }
  if (operator === '$contains' && !isObject(operand)) {
    return `${field} with ${operand}`;
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Explains why no rule pack selects an entity. Without a final period, so that a remedy can follow. @public */
export function explainSelection(
  { packs }: { packs: SelectingPack[] },
  entity: Entity,
): string {
  const { type } = { type: undefined, ...entity.spec };
  const is = `${/^[AEIO]/i.test(entity.kind) ? 'an' : 'a'} ${entity.kind} ${typeof type === 'string' ? `of type ${type}` : 'without a type'}`;
  return `${stringifyEntityRef(entity)} has no scorecard, because no rule pack selects it: it is ${is}, and ${
    packs.map(describePack).join('; ') || 'no rule pack is active'
  }`;
}

function describePack({ reference, filter }: SelectingPack): string {
  const kinds =
    namedKinds(filter).length > 0
      ? ''
      : ` and kind ${selectedKinds(filter).join(' or ') || 'of nothing'}`;
  return `${reference.name} selects ${describeFilter(filter)}${kinds}`;
}
