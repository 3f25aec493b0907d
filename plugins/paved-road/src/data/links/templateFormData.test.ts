import { Entity } from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import { templateFormData } from './useTemplateLink';

const templateWith = (parameters?: JsonValue): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'ai-monolith' },
  spec: { type: 'service', ...(parameters !== undefined && { parameters }) },
});

const pages = [
  { properties: { profile: { type: 'object' }, rationale: {} } },
  { properties: { name: {}, owner: {} } },
];

describe('templateFormData', () => {
  it('fills in what is asked, whole, and nothing else', () => {
    const profile = {
      team: { devopsMaturity: 3 },
      custom: { region: 'eu' },
    };
    const values = { profile, owner: 'group:default/fraud', system: 'fraud' };
    expect(templateFormData(templateWith(pages), values)).toEqual({
      profile,
      owner: 'group:default/fraud',
    });
    expect(templateFormData(templateWith(pages[0]), values)).toEqual({
      profile,
    });
  });

  it.each([undefined, 'odd', [], [{ properties: 'odd' }]])(
    'fills in nothing where the parameters are %p',
    parameters => {
      expect(
        templateFormData(templateWith(parameters), { profile: {} }),
      ).toEqual({});
    },
  );
});
