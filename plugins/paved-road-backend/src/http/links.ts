import { parseEntityRef } from '@backstage/catalog-model';

/* Where pages are when the catalog and the plugin are mounted where they usually are. */

export function architectureLink(entityRef: string): string {
  return `${entityLink(entityRef)}/architecture`;
}

export function assessmentLink(entityRef: string, id: string): string {
  return `${architectureLink(entityRef)}?${new URLSearchParams({ assessment: id })}`;
}

export function scorecardLink(entityRef: string): string {
  return `${entityLink(entityRef)}/scorecard`;
}

/** A review that waits, in the inbox. */
export function reviewsLink(
  item: { assessment: string } | { waiver: string },
): string {
  return `/paved-road/reviews?${new URLSearchParams(item)}`;
}

export function campaignLink(id: string): string {
  return `/paved-road/campaigns?${new URLSearchParams({ campaign: id })}`;
}

export function servicesLink(owner: string): string {
  return `/paved-road/services?owner=${encodeURIComponent(owner)}`;
}

function entityLink(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/catalog/${[namespace, kind, name].map(encodeURIComponent).join('/')}`;
}
