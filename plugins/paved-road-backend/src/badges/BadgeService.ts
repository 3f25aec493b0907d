import { parseEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  Badge,
  levelLook,
  noLevel,
} from '@paved-road/plugin-paved-road-common';
import { makeBadge } from 'badge-maker';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { RulesSource } from '../rules/types';
import { assertScorable } from '../scorecards/assertScorable';
import { ScorecardStore } from '../scorecards/ScorecardStore';
import { BadgeSecretStore } from './BadgeSecretStore';
import { fromBadgeToken, toBadgeToken } from './badgeToken';
import { BadgesConfig } from './readBadgesConfig';

/** A badge to be shown. */
export interface BadgeImage {
  svg: string;
  /** Whether the back end has given out a badge with this token. */
  isKnown: boolean;
}

/** The use cases of badges. */
export class BadgeService {
  readonly #config: BadgesConfig;
  readonly #secrets: BadgeSecretStore;
  readonly #entities: EntityAccess;
  readonly #scorecards: Pick<ScorecardStore, 'get'>;
  readonly #rules: RulesSource;
  readonly #getBaseUrl: () => Promise<string>;
  readonly #getAppUrl: () => string;
  #secret: Promise<string> | undefined;

  constructor(options: {
    config: BadgesConfig;
    secrets: BadgeSecretStore;
    entities: EntityAccess;
    scorecards: Pick<ScorecardStore, 'get'>;
    rules: RulesSource;
    /** Where this back end is for the readers of a README. */
    getBaseUrl: () => Promise<string>;
    /** Where the portal is. */
    getAppUrl: () => string;
  }) {
    this.#config = options.config;
    this.#secrets = options.secrets;
    this.#entities = options.entities;
    this.#scorecards = options.scorecards;
    this.#rules = options.rules;
    this.#getBaseUrl = options.getBaseUrl;
    this.#getAppUrl = options.getAppUrl;
  }

  /**
   * Where the badge of an entity is. Whoever has the URL sees the level, so only those get it who may see the entity.
   *
   * @throws NotFoundError when the entity may not be seen, or the portal offers no badges
   */
  async describe(entityRef: string, { credentials }: Caller): Promise<Badge> {
    this.#assertEnabled();
    assertScorable(entityRef);
    await this.#entities.getVisibleEntity(entityRef, credentials);
    const token = toBadgeToken(entityRef, await this.#readSecret());
    const url = `${await this.#getBaseUrl()}/badges/${token}.svg`;
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const portal = this.#getAppUrl().replace(/\/+$/, '');
    const page = `${portal}/catalog/${[namespace, kind, name]
      .map(encodeURIComponent)
      .join('/')}/scorecard`;
    return { url, markdown: `[![Paved road](${url})](${page})` };
  }

  /**
   * The badge of an entity, for whoever has its token.
   *
   * @throws NotFoundError when the portal offers no badges
   */
  async image(token: string): Promise<BadgeImage> {
    this.#assertEnabled();
    const entityRef = fromBadgeToken(token, await this.#readSecret());
    // An entity that is gone has no scorecard any more.
    const scorecard =
      entityRef === undefined
        ? undefined
        : await this.#scorecards.get(entityRef);
    const { message, color } = this.#faceOf(scorecard?.level);
    return {
      // In the form of shields.io; the message may be anything.
      svg: makeBadge({ label: 'paved road', message, color }),
      isKnown: entityRef !== undefined,
    };
  }

  #faceOf(level: string | undefined): { message: string; color: string } {
    const { levels } = this.#rules.current().rules;
    const rank = levels.findIndex(({ id }) => id === level) + 1;
    if (level === undefined || (rank === 0 && level !== noLevel)) {
      // There is no scorecard, or other rules are active since it was evaluated.
      return { message: 'unknown', color: 'lightgrey' };
    }
    return {
      message: rank === 0 ? 'no level' : levels[rank - 1].title,
      color: levelLook(level, rank).light.fill,
    };
  }

  #assertEnabled(): void {
    if (!this.#config.enabled) {
      throw new NotFoundError(
        'There are no badges; set pavedRoad.badges.enabled to true in the configuration of the back end to offer them',
      );
    }
  }

  async #readSecret(): Promise<string> {
    if (this.#config.secret !== undefined) {
      return this.#config.secret;
    }
    this.#secret ??= this.#secrets.get().catch(error => {
      this.#secret = undefined;
      throw error;
    });
    return await this.#secret;
  }
}
