import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { InputError } from '@backstage/errors';
import {
  FilterPredicate,
  FilterPredicateValue,
} from '@backstage/filter-predicates';
import { z } from 'zod';

const primitive = z.union([z.string(), z.number(), z.boolean()]);
const value = z.union([
  primitive,
  z.custom<symbol>(given => given === CATALOG_FILTER_EXISTS),
]);
const filterSchema = z.record(
  z.string().regex(/^[^$]/),
  z.union([value, z.array(value).min(1)]),
);

/** Fields with a single value. For others, one element of a list must match. */
const single =
  /^(kind|apiVersion|spec\.(type|lifecycle|owner|system)|metadata\.(name|namespace|title|annotations\..+|labels\..+))$/;
const list = /^metadata\.tags$/;

/**
 * Converts a filter of the older catalog form to a predicate: all fields of one filter must match, each with one of its
 * values.
 *
 * @throws InputError if it is not a share
 * @public
 */
export function toFilterPredicate(filter: unknown): FilterPredicate {
  const filters = z
    .array(filterSchema)
    .min(1)
    .safeParse(Array.isArray(filter) ? filter : [filter]);
  if (!filters.success) {
    throw new InputError('The filter is not made of fields and their values');
  }
  return joinWithAny(
    filters.data.map(fields =>
      joinWithAll(
        Object.entries(fields).map(([name, wanted]) =>
          fieldPredicate(name, Array.isArray(wanted) ? wanted : [wanted]),
        ),
      ),
    ),
  );
}

function fieldPredicate(
  name: string,
  wanted: readonly unknown[],
): FilterPredicate {
  if (wanted.includes(CATALOG_FILTER_EXISTS)) {
    return field(name, { $exists: true });
  }
  const values = wanted as z.output<typeof primitive>[];
  const is = field(name, values.length === 1 ? values[0] : { $in: values });
  if (single.test(name)) {
    return is;
  }
  const has = values.map(one => field(name, { $contains: one }));
  return list.test(name) ? joinWithAny(has) : joinWithAny([is, ...has]);
}

/** The type of predicates excludes computed field names, because they could be operators. */
function field(name: string, wanted: FilterPredicateValue): FilterPredicate {
  return { [name]: wanted } as unknown as FilterPredicate;
}

function joinWithAny(predicates: FilterPredicate[]): FilterPredicate {
  return predicates.length === 1 ? predicates[0] : { $any: predicates };
}

function joinWithAll(predicates: FilterPredicate[]): FilterPredicate {
  const keys = predicates.flatMap(predicate => Object.keys(predicate));
  if (predicates.length === 1) {
    return predicates[0];
  }
  return new Set(keys).size === keys.length &&
    !keys.some(key => key.startsWith('$'))
    ? Object.assign({}, ...predicates)
    : { $all: predicates };
}
