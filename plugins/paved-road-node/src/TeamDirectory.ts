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
/** What a further team has to have changed: fewer are help from outside, such as the bump of a base image. */
const LEAST_CHANGES = 2;
/** Share of the changes of the team with the most. */
const LEAST_SHARE = 0.1;

/** Someone who changed a repository, as its host says it. @public */
export interface ChangeAuthor {
  /** As Users in the catalog have it in the annotation of the host. */
  account?: string;
  email?: string;
}

/** The teams of those who changed a repository. @public */
export interface ChangeTeams {
  /** References of groups, those with the most changes first; absent where they are not known. */
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
  /** Groups by account or address; empty where the catalog knows none. */
  readonly #remembered = new Map<string, string[]>();
  #rememberedSince = 0;

  constructor(
    private readonly options: {
      catalog: Pick<CatalogService, 'queryEntities'>;
      auth: AuthService;
      /** Those of Users with an account, such as `github.com/user-login`. */
      annotations: readonly string[];
    },
  ) {}

  /**
   * The teams of a repository: the group whose members made the most changes, then the one with the most changes of the
   * other authors, as long as it has at least two, and a tenth of those of the first. They are not known where the catalog
   * knows no group of more than a fifth of the authors.
   *
   * @param lists - the author of each change, once for each way in which the host names them. The list with the most
   * authors says how many there are. The teams are those of the list that the catalog knows the most authors of, and
   * those that the authors of the other lists have beside these
   */
  async teamsOf(lists: ChangeAuthor[][]): Promise<ChangeTeams> {
    const known = await this.lookUp(lists.flat());
    const people = lists.map(authors => peopleOf(authors, known));
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
    const fields = this.options.annotations.map(
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
      ...this.options.annotations.map(annotation => ({
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

interface Person {
  groups: string[];
  changes: number;
}

/** The authors, who may have several addresses. */
function peopleOf(
  authors: ChangeAuthor[],
  known: ReadonlyMap<string, string[]>,
): Person[] {
  const people = new Map<string, Person>();
  for (const author of authors) {
    const id = (author.account ?? author.email ?? '').toLowerCase();
    const { groups, changes } = people.get(id) ?? { groups: [], changes: 0 };
    const named = namesOf(author).map(name => known.get(name) ?? []);
    people.set(id, {
      groups: [groups, ...named].find(({ length }) => length > 0) ?? [],
      changes: changes + 1,
    });
  }
  return [...people.values()];
}

/** A person in several lists is in one team only, because the groups are the same in each. */
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

/** The group with the most changes of those who are in none of the teams. Ties go to the first name. */
function largestGroup(
  people: Person[],
  teams: string[] = [],
): { group: string; changes: number } | undefined {
  const changesOf = new Map<string, number>();
  for (const { groups, changes } of people) {
    if (!groups.some(group => teams.includes(group))) {
      groups.forEach(group =>
        changesOf.set(group, (changesOf.get(group) ?? 0) + changes),
      );
    }
  }
  const [largest] = [...changesOf]
    .map(([group, changes]) => ({ group, changes }))
    .sort((a, b) => b.changes - a.changes || (a.group < b.group ? -1 : 1));
  return largest;
}

function partsOf(values: string[]): string[][] {
  return Array.from(
    { length: Math.ceil(values.length / MOST_VALUES) },
    (_, index) => values.slice(index * MOST_VALUES, (index + 1) * MOST_VALUES),
  );
}
