/* Assessments, waivers and campaigns of a fleet, as people would make them. */
import {
  createPavedRoadApi,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { Account } from './accounts';
import { hiddenShares, restricted, service, serviceName } from './fleet';
import { Subjects } from './pages';

const most = { assessments: 90, waivers: 40, campaigns: 3 };

const day = 24 * 60 * 60 * 1000;

/** Whether everybody sees a service. */
const isPublic = (index: number) =>
  hiddenShares.every(
    share => !service(index).metadata.annotations?.[restricted(share)],
  );

/**
 * Writes records about the first services, most of which are hidden from some people.
 *
 * @returns what everybody sees, for the requests of the pages
 */
export async function createRecords(
  port: number,
  author: Account,
  reviewer: Account,
): Promise<Subjects> {
  const actAs = (account: Account): PavedRoadApi =>
    createPavedRoadApi({
      discoveryApi: {
        getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}`,
      },
      fetchApi: {
        fetch: (url, init) => {
          const headers = new Headers(init?.headers);
          headers.set('authorization', `Bearer ${account.token}`);
          return fetch(url, { ...init, headers });
        },
      },
    });
  const [asAuthor, asReviewer] = [actAs(author), actAs(reviewer)];
  const assessments: string[] = [];
  const services: string[] = [];
  const waivers: string[] = [];
  const campaigns: string[] = [];

  for (let index = 0; index < most.assessments; index += 1) {
    const entityRef = `component:default/${serviceName(index)}`;
    const draft = await asAuthor.createAssessment(entityRef, {
      profile: { team: { devopsMaturity: 1 + (index % 5) } },
    });
    if (index % 3 > 0) {
      const { etag } = await asAuthor.submitAssessment(draft.id, draft.etag);
      if (index % 3 > 1) {
        await asReviewer.approveAssessment(draft.id, etag);
      }
    }
    if (isPublic(index)) {
      assessments.push(draft.id);
      services.push(serviceName(index));
    }
  }

  const { items } = await asAuthor.listScorecards({
    check: 'model-card',
    state: 'fail',
    limit: most.waivers,
  });
  for (const [position, { entityRef }] of items.entries()) {
    const waiver = await asAuthor.requestWaiver({
      entityRef,
      checkId: 'model-card',
      reason: 'The model changes each week until the launch.',
      expiresAt: new Date(
        Date.now() + (10 + (position % 40)) * day,
      ).toISOString(),
    });
    if (position % 2) {
      await asReviewer.approveWaiver(waiver.id, waiver.etag);
    }
    if (isPublic(Number(entityRef.split('-').at(-1)))) {
      waivers.push(waiver.id);
    }
  }

  for (let index = 0; index < most.campaigns; index += 1) {
    const { id } = await asAuthor.createCampaign({
      title: `Silver, part ${index}`,
      targetLevel: 'silver',
      dueOn: new Date(Date.now() + (index + 1) * 30 * day)
        .toISOString()
        .slice(0, 10),
      scope: index ? { lifecycle: 'production' } : {},
    });
    campaigns.push(id);
  }
  const list = (count: number, nameOf: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => nameOf(index));
  return {
    assessment: assessments,
    waiver: waivers,
    campaign: campaigns,
    service: services.map(name => `component/default/${name}`),
    serviceRef: services.map(name => `component:default/${name}`),
    serviceRefs: [
      services
        .slice(0, 20)
        .map(name => `component:default/${name}`)
        .join(),
    ],
    team: list(200, index => `group:default/team-${index}`),
    department: list(20, index => `group:default/team-${index}`),
    system: list(500, index => `system/default/system-${index}`),
    systemRef: list(500, index => `system:default/system-${index}`),
  };
}
