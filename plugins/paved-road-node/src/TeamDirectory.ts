import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_MEMBER_OF,
  RELATION_OWNER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { FilterPredicate } from '@backstage/filter-predicates';
import { CatalogService } from '@backstage/plugin-catalog-node';

const addressField = 'spec.profile.email';

/** Cache of groups by author. */
const REMEMBERED_MS = 3_600_000;
const MOST_REMEMBERED = 20_000;
/** Values per query. */
const MOST_VALUES = 100;
const PAGE_SIZE = 500;
/** If more authors than this share have no group, the teams are unknown. */
const MOST_UNKNOWN = 0.2;
/** Minimum changes of a further team. Fewer are outside help, such as an update of a base image. */
const LEAST_CHANGES = 2;
/** Minimum share of the changes of the first team. */
const LEAST_SHARE = 0.1;

/** The author of a change, as the host of the repository reports it. @public */
export interface ChangeAuthor {
  /** Value of the annotation of the host on the User. */
  account?: string;
  email?: string;
}

/** The teams that changed a repository. @public */
export interface ChangeTeams {
  /** References of groups, most changes first. Absent if unknown. */
  teams?: string[];
  /** Number of authors without a group in the catalog. */
  unknownAuthors?: number;
  /** Why the teams are unknown, for people. */
  missing?: string;
}

/**
 * Finds the teams of authors: the Groups of the User with their account, otherwise with their email address. If some of
 * the groups own catalog entities, only these count.
 *
 * @public
 */
export class TeamDirectory {
  /** Groups by account or address. Empty if the catalog has none. */
  readonly #remembered = new Map<string, string[]>();
  #rememberedSince = 0;

  constructor(
    private readonly options: {
      catalog: Pick<CatalogService, 'queryEntities'>;
      auth: AuthService;
      /** Annotations of Users with an account, such as `github.com/user-login`. */
      annotations: readonly string[];
    },
  ) {}

  /**
   * Finds the teams of a repository: the group with the most changes, then repeatedly the group with the most changes
   * by other authors, while it has at least two changes and a tenth of the changes of the first group. If more than a fifth of the
   * authors have no group, the teams are unknown.
   *
   * @param lists - the author of each change, one list for each way in which the host names authors. The longest list
   * determines the number of authors. Teams come from the list with the most authors in the catalog, then from the
   * other lists.
   */
  async teamsOf(lists: ChangeAuthor[][]): Promise<ChangeTeams> {
    const known = await this.lookUp(lists.flat());
    const people = lists.map(authors => mergeAuthors(authors, known));
    const inGroups = people
      .map(all => all.filter(({ groups }) => groups.length > 0))
      .sort((a, b) => b.length - a.length);
    if (inGroups.length === 0) {
      return { missing: 'not all authors are listed' };
    }
    const total = Math.max(...people.map(({ length }) => length));
    const unknownAuthors = total - inGroups[0].length;
    return unknownAuthors > total * MOST_UNKNOWN
      ? {
          unknownAuthors,
          missing: `the catalog knows no group of ${unknownAuthors} of ${total} authors; it takes Users with the annotation ${this.options.annotations.join(' or ')} or the address of their commits, and with a group`,
        }
      : { unknownAuthors, teams: teamsAmong(inGroups) };
  }

  /**
   * Reads groups by lower-case account or address into a cache for an hour, so that {@link TeamDirectory.teamsOf} needs
   * no query per repository.
   */
  async lookUp(
    authors: ChangeAuthor[],
  ): Promise<ReadonlyMap<string, string[]>> {
    if (
      this.#remembered.size > MOST_REMEMBERED ||
      Date.now() - this.#rememberedSince > REMEMBERED_MS
    ) {
      this.#remembered.clear();
      this.#rememberedSince = Date.now();
    }
    const names = [...new Set(authors.flatMap(toLookupNames))];
    const known = new Map(
      names.map(name => [name, this.#remembered.get(name)]),
    );
    for (const part of chunkValues(names.filter(name => !known.get(name)))) {
      const read = await this.#read(part);
      for (const name of part) {
        const groups = read.get(name) ?? [];
        known.set(name, groups);
        this.#remembered.set(name, groups);
      }
    }
    return known as Map<string, string[]>;
  }

  async #read(names: string[]): Promise<Map<string, string[]>> {
    const addresses = names.filter(isAddress);
    const accounts = names.filter(name => !isAddress(name));
    const fields = this.options.annotations.map(
      annotation => `metadata.annotations.${annotation}`,
    );
    const createAnyValueFilter = (field: string, values: string[]) =>
      ({ [field]: { $in: values } }) as FilterPredicate;
    const isAuthor: FilterPredicate[] = [
      ...fields.map(field => createAnyValueFilter(field, accounts)),
      createAnyValueFilter(addressField, addresses),
    ];
    const users = await this.#entities(
      { $all: [{ kind: 'User' }, { $any: isAuthor }] },
      [...fields, addressField, 'relations'],
    );
    const byName = new Map<string, string[]>();
    for (const user of users) {
      for (const name of this.#namesOfUser(user)) {
        byName.set(name, [...(byName.get(name) ?? []), ...listGroupRefs(user)]);
      }
    }
    const owners = await this.#ownersAmong(users.flatMap(listGroupRefs));
    return new Map(
      [...byName].map(([name, all]) => {
        const groups = [...new Set(all)];
        const owning = groups.filter(group => owners.has(group));
        return [name, owning.length > 0 ? owning : groups];
      }),
    );
  }

  #namesOfUser({ metadata, spec }: Entity): string[] {
    const { email } = (spec?.profile ?? {}) as ChangeAuthor;
    return [
      ...this.options.annotations.map(annotation => ({
        account: metadata?.annotations?.[annotation],
      })),
      { email },
    ].flatMap(toLookupNames);
  }

  async #ownersAmong(groups: string[]): Promise<Set<string>> {
    const owners = new Set<string>();
    for (const part of chunkValues([...new Set(groups)])) {
      const found = await this.#entities(
        {
          kind: 'Group',
          relations: { $contains: { type: RELATION_OWNER_OF } },
          'metadata.name': {
            $in: part.map(group => parseEntityRef(group).name),
          },
        },
        ['kind', 'metadata.namespace', 'metadata.name'],
      );
      found.forEach(group => owners.add(stringifyEntityRef(group)));
    }
    return owners;
  }

  async #entities(query: FilterPredicate, fields: string[]): Promise<Entity[]> {
    const credentials = await this.options.auth.getOwnServiceCredentials();
    const found: Entity[] = [];
    let cursor: string | undefined;
    do {
      const { items, pageInfo } = await this.options.catalog.queryEntities(
        {
          ...(cursor ? { cursor } : { query, totalItems: 'exclude' }),
          fields,
          limit: PAGE_SIZE,
        },
        { credentials },
      );
      found.push(...items);
      cursor = pageInfo.nextCursor;
    } while (cursor);
    return found;
  }
}

/** Git accepts anything as an address, also an account. */
function toLookupNames({ account, email }: ChangeAuthor): string[] {
  return [
    ...(account && !isAddress(account) ? [account.toLowerCase()] : []),
    ...(email && isAddress(email) ? [email.toLowerCase()] : []),
  ];
}

function isAddress(name: string): boolean {
  return name.includes('@');
}

function listGroupRefs(user: Entity): string[] {
  return (user.relations ?? []).flatMap(({ type, targetRef }) =>
    type === RELATION_MEMBER_OF ? [targetRef] : [],
  );
}

interface Person {
  groups: string[];
  changes: number;
}

/** Merges the changes of each author, who may have several addresses. */
function mergeAuthors(
  authors: ChangeAuthor[],
  known: ReadonlyMap<string, string[]>,
): Person[] {
  const people = new Map<string, Person>();
  for (const author of authors) {
    const id = (author.account ?? author.email ?? '').toLowerCase();
    const { groups, changes } = people.get(id) ?? { groups: [], changes: 0 };
    const named = toLookupNames(author).map(name => known.get(name) ?? []);
    people.set(id, {
      groups: [groups, ...named].find(({ length }) => length > 0) ?? [],
      changes: changes + 1,
    });
  }
  return [...people.values()];
}

/** A person in several lists counts for one team, because the groups are the same in each. */
function teamsAmong(lists: Person[][]): string[] {
  const teams: string[] = [];
  for (const people of lists) {
    const most = largestGroup(people)?.changes ?? 0;
    let next = largestGroup(people, teams);
    while (
      next &&
      (teams.length === 0 ||
        (next.changes >= LEAST_CHANGES && next.changes / most >= LEAST_SHARE))
    ) {
      teams.push(next.group);
      next = largestGroup(people, teams);
    }
  }
  return teams;
}

/** Finds the group with the most changes by people outside the teams. Ties go to the first name. */
function largestGroup(
  people: Person[],
  teams: string[] = [],
): { group: string; changes: number } | undefined {
  const changesByTeam = new Map<string, number>();
  for (const { groups, changes } of people) {
    if (!groups.some(group => teams.includes(group))) {
      groups.forEach(group =>
        changesByTeam.set(group, (changesByTeam.get(group) ?? 0) + changes),
      );
    }
  }
  const [largest] = [...changesByTeam]
    .map(([group, changes]) => ({ group, changes }))
    .sort((a, b) => b.changes - a.changes || (a.group < b.group ? -1 : 1));
  return largest;
}

function chunkValues(values: string[]): string[][] {
  return Array.from(
    { length: Math.ceil(values.length / MOST_VALUES) },
    (_, index) => values.slice(index * MOST_VALUES, (index + 1) * MOST_VALUES),
  );
}
