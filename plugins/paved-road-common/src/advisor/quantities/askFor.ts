import { assumptions } from './assumptions';
import { questions } from '../profile/questions';

/** Asks for missing answers or assumptions by title, such as `Answer “Traffic pattern” to see this.` */
export function askFor(missing: readonly string[], purpose: string): string {
  const titles = [...new Set(missing)].map(field => {
    const known =
      questions.find(({ path }) => path === field) ??
      assumptions.find(({ id }) => `assumptions.${id}` === field);
    return `“${known?.title ?? field}”`;
  });
  const verb = missing.some(field => field.startsWith('assumptions.'))
    ? 'Set'
    : 'Answer';
  return `${verb} ${titles.join(', ')} to see ${purpose}.`;
}
