import { Entity } from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import { templateFormData } from './templateFormData';

const templateWith = (parameters?: JsonValue): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'ai-monolith' },
  spec: { type: 'service', ...(parameters !== undefined && { parameters }) },
});

const asksForProfile = {
  properties: {
    profile: {
      type: 'object',
      properties: {
        team: {
          type: 'object',
          properties: {
            devopsMaturity: { type: ['integer', 'null'], default: 2 },
            teamSize: { type: ['integer', 'null'], default: 4 },
            parallelTeams: { type: 'integer', default: 1 },
          },
        },
        workload: {
          type: 'object',
          properties: { traffic: { type: ['string', 'null'] } },
        },
      },
    },
  },
};

describe('templateFormData', () => {
  it('fills in what is asked, and opens what is not known in place of a default', () => {
    const profile = {
      team: { devopsMaturity: 3 },
      growth: { models: 2 },
      custom: { region: 'eu' },
    };
    const expected = {
      profile: {
        team: { devopsMaturity: 3, teamSize: null },
        workload: { traffic: null },
      },
    };
    expect(
      templateFormData(
        templateWith([{ properties: { name: {} } }, asksForProfile]),
        profile,
      ),
    ).toEqual(expected);
    expect(templateFormData(templateWith(asksForProfile), profile)).toEqual(
      expected,
    );
  });

  it.each([undefined, 'odd', [], [{ properties: { profile: 'odd' } }]])(
    'fills in nothing where the parameters are %p',
    parameters => {
      expect(
        templateFormData(templateWith(parameters), { team: { teamSize: 4 } }),
      ).toEqual({});
    },
  );
});
