import {
  Page,
  PreviewChangeKind,
  RulesPreview,
} from '@paved-road/plugin-paved-road-common';
import { VisibleEntities } from '../catalog/types';
import { Comparison } from './compareEvaluations';
import { PreviewFigures } from './previewFigures';
import { PreviewRules } from './PreviewRules';

/** A preview that is to be computed. */
export interface NewPreview {
  /** Who starts it: a user, or a service. */
  requestedBy: string;
  rules: PreviewRules;
  /** Entities to look at. */
  total: number;
}

/** What is kept of a preview. Times are ISO 8601. */
export interface StoredPreview
  extends
    NewPreview,
    Pick<
      RulesPreview,
      'id' | 'state' | 'done' | 'problem' | 'startedAt' | 'finishedAt'
    > {
  /** When whoever computes it was last heard of. */
  advancedAt: string;
}

/** How a service compares. */
export interface ComparedService extends Comparison {
  entityRef: string;
  /** Title, or name where there is none; lists are sorted by it. */
  title: string;
  owner?: string;
}

/** Which changes to list. Conditions add up. */
export interface ChangeFilter {
  kind?: PreviewChangeKind;
  /** Position of a check that would be in another state. */
  check?: number;
}

/** Keeps previews, and how each service compares in them. */
export interface PreviewStore {
  /**
   * Starts a preview. One of the same person that is running is cancelled, and of the earlier ones the newest few are
   * kept.
   */
  start(preview: NewPreview): Promise<StoredPreview>;

  /**
   * Keeps how some more services compare, and adds them to the sums; nothing of it, when the preview is not running any
   * more. A service that was compared before stays as it is.
   *
   * @param by - `done` is how many entities were looked at since the last time
   * @returns its state, which tells whether it was cancelled; undefined when there is no such preview
   */
  advance(
    id: string,
    by: { done: number; services: ComparedService[] },
  ): Promise<StoredPreview['state'] | undefined>;

  /**
   * Ends a preview.
   *
   * @returns whether it was running until now
   */
  end(
    id: string,
    outcome:
      | { state: 'finished' | 'cancelled' }
      | { state: 'failed'; problem: string },
  ): Promise<boolean>;

  get(id: string): Promise<StoredPreview | undefined>;

  /** Sums over the services that may be seen. */
  figures(id: string, visible: VisibleEntities): Promise<PreviewFigures>;

  /**
   * The services that would change, by title.
   *
   * @throws InputError when the cursor is not one of such a list
   */
  changes(
    id: string,
    filter: ChangeFilter,
    page: { limit: number; cursor?: string },
    visible: VisibleEntities,
  ): Promise<Page<ComparedService>>;

  /** Removes previews that were started before. */
  purge(before: Date): Promise<void>;
}
