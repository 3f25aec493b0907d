import { parseEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  Badge,
  badgeSubjects,
  presentStanding,
  Standing,
  StandingTone,
} from '@paved-road/plugin-paved-road-common';
import { levelLook, noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { makeBadge } from 'badge-maker';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { assertScorable } from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { EntityIdentities } from '../identity/EntityIdentities';
import { RulesSource } from '../rules/types';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';
import { BadgeSecretStore } from './BadgeSecretStore';

const KEY = 'pavedRoad.badges';

/** Characters; shorter secrets are easy to guess. */
const SHORTEST_SECRET = 32;

/** Whether badges are enabled, and the secret that signs them. */
interface BadgesConfig {
  enabled: boolean;
  /** Absent if the back end creates its own. */
  secret?: string;
}

/** @throws InputError if the secret is too short */
export function readBadgesConfig(config: Config): BadgesConfig {
  const secret = config.getOptionalString(`${KEY}.secret`);
  if (secret !== undefined && secret.length < SHORTEST_SECRET) {
    throw new InputError(
      `${KEY}.secret: ${secret.length} characters are too few, use at least ${SHORTEST_SECRET}`,
    );
  }
  return {
    enabled: config.getOptionalBoolean(`${KEY}.enabled`) ?? false,
    secret,
  };
}

/** The colours of the pages, as shields.io has them. */
const standingColors: Record<StandingTone, string> = {
  positive: '#2e7d32',
  informative: '#1565c0',
  neutral: 'lightgrey',
  caution: '#b35c00',
  critical: '#c62828',
};

export interface BadgeImage {
  svg: string;
  /** Whether the back end issued this token. */
  isKnown: boolean;
}

export class BadgeService {
  #secret: Promise<string> | undefined;

  constructor(
    private readonly options: {
      config: BadgesConfig;
      secrets: Pick<BadgeSecretStore, 'get'>;
      entities: EntityAccess;
      earlier: Pick<EntityIdentities, 'isOrphaned'>;
      scorecards: Pick<ScorecardStore, 'get'>;
      standings: {
        standingsFor(
          entityRefs: string[],
          options: { withDrafts: boolean },
        ): Promise<Map<string, Standing>>;
      };
      rules: RulesSource;
      /** Address of this back end for readers of a README. */
      getBaseUrl: () => Promise<string>;
      /** Address of the portal. */
      getAppUrl: () => string;
    },
  ) {}

  /**
   * The address of the badges of an entity. They show its level and standing to everyone, so only people who may see the entity
   * get the address.
   *
   * @throws NotFoundError if the caller may not see the entity, or badges are switched off
   */
  async describe(entityRef: string, { credentials }: Caller): Promise<Badge> {
    this.#assertEnabled();
    assertScorable(entityRef);
    const entity = await this.options.entities.getVisibleEntity(
      entityRef,
      credentials,
    );
    // Entities of the catalog have a uid.
    const uid = entity.metadata.uid!;
    const token = toBadgeToken({ entityRef, uid }, await this.#readSecret());
    const url = `${await this.options.getBaseUrl()}/badges/${token}.svg`;
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const portal = this.options.getAppUrl().replace(/\/+$/, '');
    const page = `${portal}/catalog/${[namespace, kind, name]
      .map(encodeURIComponent)
      .join('/')}/scorecard`;
    const architecture = page.replace(/scorecard$/, 'architecture');
    return {
      url,
      markdown: `[![Paved road](${url})](${page}) [![Architecture](${url}?show=standing)](${architecture})`,
    };
  }

  /**
   * The badge of the entity of a token, but not of a later entity with the same name.
   *
   * @throws NotFoundError if badges are switched off
   */
  async image(
    token: string,
    show: (typeof badgeSubjects)[number] = 'level',
  ): Promise<BadgeImage> {
    this.#assertEnabled();
    const subject = fromBadgeToken(token, await this.#readSecret());
    const isShown =
      subject &&
      !(await this.options.earlier.isOrphaned(subject.entityRef, subject.uid));
    // A removed entity has neither.
    const entityRef = isShown ? subject.entityRef : undefined;
    // In the style of shields.io; escapes the message.
    const svg = makeBadge(
      show === 'standing'
        ? await this.#describeStanding(entityRef)
        : await this.#describeLevel(entityRef),
    );
    return { svg, isKnown: subject !== undefined };
  }

  async #describeStanding(entityRef: string | undefined) {
    const standings = entityRef
      ? await this.options.standings.standingsFor([entityRef], {
          // The image is public, and a draft is its author's.
          withDrafts: false,
        })
      : undefined;
    const standing = entityRef && standings?.get(entityRef);
    if (!standing) {
      return {
        label: 'architecture',
        message: 'not decided',
        color: standingColors.neutral,
      };
    }
    const { label, tone } = presentStanding(standing);
    const decided = standing.overrides && standing.text.split(' · ').at(-1);
    return {
      label: 'architecture',
      message: [label, decided].filter(Boolean).join(' · '),
      color: standingColors[tone],
    };
  }

  async #describeLevel(entityRef: string | undefined) {
    const label = 'paved road';
    const level =
      entityRef && (await this.options.scorecards.get(entityRef))?.level;
    const { levels } = this.options.rules.current().rules;
    const rank = levels.findIndex(({ id }) => id === level) + 1;
    if (!level || (rank === 0 && level !== noLevel)) {
      // There is no scorecard, or it was evaluated by other rules.
      return { label, message: 'unknown', color: 'lightgrey' };
    }
    return {
      label,
      message: rank === 0 ? 'no level' : levels[rank - 1].title,
      color: levelLook(level, rank).light.fill,
    };
  }

  #assertEnabled(): void {
    if (!this.options.config.enabled) {
      throw new NotFoundError(
        'Badges are switched off; set pavedRoad.badges.enabled to true in the config of the back end',
      );
    }
  }

  async #readSecret(): Promise<string> {
    if (this.options.config.secret !== undefined) {
      return this.options.config.secret;
    }
    this.#secret ??= this.options.secrets.get().catch(error => {
      this.#secret = undefined;
      throw error;
    });
    return await this.#secret;
  }
}

interface BadgeSubject {
  entityRef: string;
  uid: string;
}

/** Identifies an entity; cannot be forged without the secret. */
function toBadgeToken(
  { entityRef, uid }: BadgeSubject,
  secret: string,
): string {
  const subject = Buffer.from(`${entityRef} ${uid}`).toString('base64url');
  return `${subject}.${sign(subject, secret).toString('base64url')}`;
}

/** The entity of a token; undefined if the signature is wrong. */
function fromBadgeToken(
  token: string,
  secret: string,
): BadgeSubject | undefined {
  const [subject, signature] = token.split('.');
  const given = Buffer.from(signature ?? '', 'base64url');
  const expected = sign(subject, secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return undefined;
  }
  const text = Buffer.from(subject, 'base64url').toString();
  const [entityRef, uid] = text.split(' ');
  return { entityRef, uid };
}

function sign(subject: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`badge:${subject}`).digest();
}
