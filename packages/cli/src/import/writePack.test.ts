import { keepValid } from './writePack';

it('keeps the checks and the facts that are read, in each way of writing', () => {
  const check = (id: string, expression: string) => ({
    id,
    title: id,
    description: `Purpose of ${id}.`,
    track: 'catalog',
    level: 'bronze',
    expression,
    remediation: { text: `Remedy of ${id}.` },
  });
  const { pack, facts } = keepValid({
    pack: {
      name: 'imported',
      title: 'Imported',
      levels: [{ id: 'bronze', title: 'Bronze' }],
      tracks: [{ id: 'catalog', title: 'Catalog' }],
      checks: [
        check('bracketed', "facts['bracketed'].works"),
        check('named', "entity.metadata.name == 'facts.named'"),
      ],
    },
    rules: [],
    notes: [],
    facts: ['bracketed', 'named'].map(name => ({ name, from: name })),
  });
  expect(pack.checks.map(({ id }) => id)).toEqual(['bracketed', 'named']);
  expect(facts.map(({ name }) => name)).toEqual(['bracketed']);
});
