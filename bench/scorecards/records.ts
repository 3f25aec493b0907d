/* Records of a fleet that nobody has to write by hand. */
import { advise } from '../../plugins/paved-road-common/src/advisor';
import calibration from '../../plugins/paved-road-common/src/advisor/__fixtures__/calibration.json';
import languageModelDecisions from '../../plugins/paved-road-common/src/advisor/__fixtures__/languageModelDecisions.json';
import publishedDecisions from '../../plugins/paved-road-common/src/advisor/__fixtures__/publishedDecisions.json';
import { profileSchema } from '../../plugins/paved-road-common/src/schemas';
import { Client } from './backendConfig';

/** Published decisions with our advice. */
export const advised = [
  ...calibration,
  ...languageModelDecisions,
  ...publishedDecisions,
].map(decision => {
  const profile = profileSchema.parse(decision.profile);
  return { profile, advice: advise({ profile }) };
});

/** @returns its id */
export async function createCampaign(
  call: Client,
  scope: object = {},
): Promise<string> {
  const inAMonth = new Date(Date.now() + 30 * 24 * 60 * 60 * 1_000);
  const { text } = await call('/paved-road/campaigns', {
    title: 'Silver for all',
    targetLevel: 'silver',
    dueOn: inAMonth.toISOString().slice(0, 10),
    scope,
  });
  return JSON.parse(text).id;
}
