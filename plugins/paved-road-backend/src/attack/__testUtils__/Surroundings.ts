import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { permissionRules } from '@backstage/plugin-catalog-backend/alpha';
import { once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Sees her services only; everybody else may do everything. */
export const restricted = 'user:default/eve';

const isRestricted = ({ headers }: IncomingMessage) =>
  headers.authorization?.includes(restricted) ?? false;

export interface Sent {
  payload: { topic?: string; link?: string; scope?: string };
}

/** The catalog, the permission back end and the notifications of both back ends. */
export class Surroundings {
  readonly entities = new Map<string, Entity>();
  /** Of entities that the restricted person could see at any time. */
  readonly shown = new Set<string>();
  readonly notifications: Sent[] = [];
  permissions: 'slow permissions' | 'no permissions' | undefined;
  /** While there are any, requests about the restricted person get no answer. */
  silences = 0;
  areNotificationsUp = true;
  notificationOutages = 0;

  readonly #server = createServer(async (req, res) => {
    try {
      await this.#answer(req, res);
    } catch {
      res.destroy();
    }
  });

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  put(entity: Entity): void {
    this.entities.set(stringifyEntityRef(entity), entity);
    this.visible().forEach(ref => this.shown.add(ref));
  }

  /** What the catalog shows to the restricted person. */
  visible(): string[] {
    return [...this.entities]
      .filter(([, entity]) =>
        permissionRules.isEntityOwner.apply(entity, { claims: [restricted] }),
      )
      .map(([entityRef]) => entityRef);
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await readBody(req);
    let status = 200;
    let answer: unknown = {};
    switch (req.url) {
      case '/catalog':
        answer = [...this.entities.values()];
        break;
      case '/notifications':
        status = this.areNotificationsUp ? 200 : 503;
        if (this.areNotificationsUp) {
          this.notifications.push(body);
        }
        break;
      default:
        if (this.silences > 0 && isRestricted(req)) {
          return;
        }
        await sleep(this.permissions === 'slow permissions' ? 1_500 : 0);
        status = this.permissions === 'no permissions' ? 503 : 200;
        answer = { items: body.items.map(decideFor(req)) };
    }
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(JSON.stringify(answer));
  }
}

function decideFor(req: IncomingMessage) {
  return ({
    id,
    permission,
  }: {
    id: string;
    permission: { name: string; resourceType?: string };
  }) => {
    if (!isRestricted(req)) {
      return { id, result: 'ALLOW' };
    }
    return permission.name === 'catalog.entity.read'
      ? {
          id,
          result: 'CONDITIONAL',
          pluginId: 'catalog',
          resourceType: 'catalog-entity',
          conditions: {
            rule: 'IS_ENTITY_OWNER',
            resourceType: 'catalog-entity',
            params: { claims: [restricted] },
          },
        }
      : { id, result: 'DENY' };
  };
}

async function readBody(req: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of req) {
    chunks.push(chunk);
  }
  return chunks.length > 0 ? JSON.parse(String(Buffer.concat(chunks))) : {};
}
