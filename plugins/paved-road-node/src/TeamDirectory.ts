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

/** How long the groups of authors are remembered, and of how many names at most. */
const REMEMBERED_MS = 3_600_000;
const MOST_REMEMBERED = 20_000;
/** Values in a query. */
const MOST_VALUES = 100;
const PAGE_SIZE = 500;
/** Share of authors without a group above which the teams of the others say too little. */
const MOST_UNKNOWN = 0.2;

/** Someone who changed a repository, as its host says it. @public */
export interface ChangeAuthor {
  /** As Users in the catalog have it in the annotation of the host. */
  account?: string;
  email?: string;
}

/** The teams of those who changed a repository. @public */
export interface ChangeTeams {
  /** References of groups, those that count for the most authors first; absent where they are not known. */
  teams?: string[];
  /** Authors of whom the catalog knows no group. */
  unknownAuthors?: number;
  /** Why the teams are not known, for people. */
  missing?: string;
}

/**
 * Finds the teams of authors: the Groups of the User with their account, or else with their address. Those that own
 * something in the catalog count; all, where none does.
 *
 * @public
 */
export class TeamDirectory {
  readonly #catalog: Pick<CatalogService, 'queryEntities'>;
  readonly #auth: AuthService;
  readonly #annotations: readonly string[];
  /** Groups by account or address; empty where the catalog knows none. */
  readonly #remembered = new Map<string, string[]>();
  #rememberedSince = 0;

  constructor(options: {
    catalog: Pick<CatalogService, 'queryEntities'>;
    auth: AuthService;
    /** Those of Users with an account, such as `github.com/user-login`. */
    annotations: readonly string[];
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#annotations = options.annotations;
  }

  /**
   * The teams of a repository: the group that most of the authors are in, then the one that most of the others are in, until
   * each is in one. They are not known where the catalog knows no group of more than a fifth of the authors.
   *
   * @param lists - the authors, once for each way in which the host names them: the longest list says how many there are,
   * and the one that the catalog knows most of, in which teams
   */
  async teamsOf(lists: ChangeAuthor[][]): Promise<ChangeTeams> {
    const known = await this.lookUp(lists.flat());
    const people = lists.map(authors => groupsOfPeople(authors, known));
    const [best] = people
      .map(all => all.filter(({ length }) => length > 0))
      .sort((a, b) => b.length - a.length);
    if (!best) {
      return { missing: 'not all authors are listed' };
    }
    const total = Math.max(...people.map(({ length }) => length));
    const unknownAuthors = total - best.length;
    return unknownAuthors > total * MOST_UNKNOWN
      ? {
          unknownAuthors,
          missing: `the catalog knows no group of ${unknownAuthors} of ${total} authors; it takes Users with the annotation ${this.#annotations.join(' or ')} or the address of their commits, and with a group`,
        }
      : { unknownAuthors, teams: covering(best) };
  }

  /**
   * The groups by account or address, in lower case. They are remembered for an hour, so that authors of several
   * repositories can be looked up together before {@link TeamDirectory.teamsOf} asks for each.
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
    const names = [...new Set(authors.flatMap(namesOf))];
    const known = new Map(
      names.map(name => [name, this.#remembered.get(name)]),
    );
    for (const part of partsOf(names.filter(name => !known.get(name)))) {
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
    const fields = this.#annotations.map(
      annotation => `metadata.annotations.${annotation}`,
    );
    const hasOneOf = (field: string, values: string[]) =>
      ({ [field]: { $in: values } }) as FilterPredicate;
    const isAuthor: FilterPredicate[] = [
      ...fields.map(field => hasOneOf(field, accounts)),
      hasOneOf(addressField, addresses),
    ];
    const users = await this.#entities(
      { $all: [{ kind: 'User' }, { $any: isAuthor }] },
      [...fields, addressField, 'relations'],
    );
    const byName = new Map<string, string[]>();
    for (const user of users) {
      for (const name of this.#namesOfUser(user)) {
        byName.set(name, [...(byName.get(name) ?? []), ...groupsOf(user)]);
      }
    }
    const owners = await this.#ownersAmong(users.flatMap(groupsOf));
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
      ...this.#annotations.map(annotation => ({
        account: metadata?.annotations?.[annotation],
      })),
      { email },
    ].flatMap(namesOf);
  }

  async #ownersAmong(groups: string[]): Promise<Set<string>> {
    const owners = new Set<string>();
    for (const part of partsOf([...new Set(groups)])) {
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
    const credentials = await this.#auth.getOwnServiceCredentials();
    const found: Entity[] = [];
    let cursor: string | undefined;
    do {
      const { items, pageInfo } = await this.#catalog.queryEntities(
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

/** Git takes anything for an address, also an account, which it is not. */
function namesOf({ account, email }: ChangeAuthor): string[] {
  return [
    ...(account && !isAddress(account) ? [account.toLowerCase()] : []),
    ...(email && isAddress(email) ? [email.toLowerCase()] : []),
  ];
}

function isAddress(name: string): boolean {
  return name.includes('@');
}

function groupsOf(user: Entity): string[] {
  return (user.relations ?? []).flatMap(({ type, targetRef }) =>
    type === RELATION_MEMBER_OF ? [targetRef] : [],
  );
}

/** The groups of each of the authors, who may have several addresses. */
function groupsOfPeople(
  authors: ChangeAuthor[],
  known: ReadonlyMap<string, string[]>,
): string[][] {
  const people = new Map<string, string[]>();
  for (const author of authors) {
    const id = (author.account ?? author.email ?? '').toLowerCase();
    const groups = namesOf(author).map(name => known.get(name) ?? []);
    people.set(
      id,
      [people.get(id) ?? [], ...groups].find(({ length }) => length > 0) ?? [],
    );
  }
  return [...people.values()];
}

/** Ties go to the first name. */
function covering(groupsOfAuthors: string[][]): string[] {
  const chosen: string[] = [];
  let left = groupsOfAuthors;
  while (left.length > 0) {
    const counts = new Map<string, number>();
    for (const group of left.flat()) {
      counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    const [[most]] = [...counts].sort(
      ([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1),
    );
    chosen.push(most);
    left = left.filter(groups => !groups.includes(most));
  }
  return chosen;
}

function partsOf(values: string[]): string[][] {
  return Array.from(
    { length: Math.ceil(values.length / MOST_VALUES) },
    (_, index) => values.slice(index * MOST_VALUES, (index + 1) * MOST_VALUES),
  );
}
