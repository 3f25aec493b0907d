import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { GeneratedService } from '../testing/portal';

/**
 * Files that cannot be read as what they are, and pages that lead to a file that is not there.
 *
 * @param service - its committed files are looked at
 */
export async function fileFindings(
  service: Pick<GeneratedService, 'files' | 'read'>,
): Promise<string[]> {
  const files = await service.files();
  const isThere = (target: string) =>
    files.some(file => file === target || file.startsWith(`${target}/`));
  return files.flatMap(file => {
    const text = () => service.read(file);
    switch (path.extname(file)) {
      case '.json':
        return jsonFindings(text()).map(finding => `${file}: ${finding}`);
      case '.yaml':
      case '.yml':
        return yamlFindings(text()).map(finding => `${file}: ${finding}`);
      case '.md':
        return linksIn(text())
          .map(link => path.normalize(path.join(path.dirname(file), link)))
          .filter(target => !isThere(target))
          .map(target => `${file}: there is no ${target}`);
      default:
        return [];
    }
  });
}

/** Pages of the documentation that its navigation lists and that are not there. */
export async function navigationFindings(
  service: Pick<GeneratedService, 'files' | 'read'>,
): Promise<string[]> {
  const files = await service.files();
  const listPagePaths = (nav: any): string[] =>
    typeof nav === 'string' ? [nav] : Object.values(nav).flatMap(listPagePaths);
  return listPagePaths(parse(service.read('mkdocs.yml')).nav)
    .filter(page => !files.includes(`docs/${page}`))
    .map(page => `mkdocs.yml: there is no docs/${page}`);
}

function jsonFindings(text: string): string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function yamlFindings(text: string): string[] {
  return parseAllDocuments(text).flatMap(({ errors }) =>
    errors.map(({ message }) => message),
  );
}

/** Targets in the same repository. */
function linksIn(markdown: string): string[] {
  const withoutCode = markdown.replace(/```.*?```/gs, '');
  return [...withoutCode.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
    .map(([, target]) => target)
    .filter(target => !/^\w+:/.test(target));
}
