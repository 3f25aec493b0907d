import { Badge } from '../scorecards/badge';
import { entityPath, HttpClient } from './HttpClient';

/** The level of an entity, for its README. @public */
export interface BadgesApi {
  /** Where the badge of an entity is; 404 where the portal offers none. */
  getBadge(entityRef: string): Promise<Badge>;
}

export function createBadgesApi(http: HttpClient): BadgesApi {
  return {
    getBadge: entityRef => http.json('GET', `${entityPath(entityRef)}/badge`),
  };
}
