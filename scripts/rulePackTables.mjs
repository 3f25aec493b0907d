import { stringify } from 'yaml';
import { code, table } from './markdown.mjs';

/**
 * A rule pack as Markdown: each check with its reason and its fix.
 *
 * @param page - `title` of the page; `use`: when the pack is active, and for which entities
 */
export function rulePackTables({ metadata, spec }, page) {
  const levels = spec.levels.map(({ id, title }) => [
    title,
    String(spec.checks.filter(({ level }) => level === id).length),
  ]);
  return [
    `# ${page.title}`,
    '<!-- Written by `yarn docs:reference` from the rule pack; changes here are lost. -->',
    `${metadata.title}, version ${metadata.version}, with ${spec.checks.length} checks. ${metadata.description}`,
    `${page.use} [Rule packs](rule-packs.md) explains the fields, the states and the levels.`,
    table(['level', 'checks'], levels),
    ...spec.tracks.flatMap(track => [
      `## ${track.title}`,
      ...spec.checks
        .filter(check => check.track === track.id)
        .flatMap(check => [`### ${check.title}`, checkText(check, spec)]),
    ]),
    '[Detectors](detectors.md) lists what is read of a repository.',
  ].join('\n\n');
}

function checkText(
  { id, description, level, weight, advisory, filter, remediation },
  { levels },
) {
  const { text, link, template } = remediation;
  const facts = [
    code(id),
    levels.find(item => item.id === level).title,
    ...(advisory ? ['advisory'] : []),
    ...(weight === 1 ? [] : [`weight ${weight}`]),
    ...(filter ? [`for ${filterText(filter)}`] : []),
  ];
  return [
    `${facts.join(' · ')}`,
    description,
    [
      text,
      ...(link ? [`See [${link.title}](${link.url}).`] : []),
      ...(template ? [`Template: ${code(template.ref)}.`] : []),
    ].join(' '),
  ].join('\n\n');
}

function filterText(filter) {
  return code(
    stringify(filter, { collectionStyle: 'flow', lineWidth: 0 })
      .trim()
      .replace(/^\{ (.*) \}$/, '$1'),
  );
}
