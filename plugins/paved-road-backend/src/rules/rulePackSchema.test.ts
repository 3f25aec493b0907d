import {
  compileRules,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import Ajv2020 from 'ajv/dist/2020';
import { parse } from 'yaml';
import {
  defaultRulePack,
  defaultRules,
  factSchemas,
  readProjectFile,
} from '../__testUtils__/defaultRulePack';

describe('JSON schema of rule packs', () => {
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(
    JSON.parse(readProjectFile('docs/reference/rule-pack.schema.json')),
  );
  const [, example] =
    /```yaml title="rules\/gpu\.yaml"\n([^`]*)```/.exec(
      readProjectFile('docs/reference/rule-packs.md'),
    ) ?? [];

  it('accepts the default pack, and the example of the reference', () => {
    for (const text of [defaultRulePack, example]) {
      validate(parse(text));
      expect(validate.errors).toBeNull();
    }
  });

  it('refuses a misspelt field', () => {
    expect(
      validate(parse(defaultRulePack.replace('remediation:', 'remedy:'))),
    ).toBe(false);
  });

  it('is of packs that are active together', () => {
    const packs = [defaultRulePack, example].map(text =>
      parseRulePack(text, 'pack.yaml'),
    );
    expect(compileRules(packs, factSchemas).probes.length).toBe(
      defaultRules.probes.length + 1,
    );
  });
});
