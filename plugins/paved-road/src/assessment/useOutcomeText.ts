import { Assessment } from '@paved-road/plugin-paved-road-common';
import { useAnnouncementText } from '../advisor';
import { useTitles } from '../model';

/** What an assessment comes to in a few words: what is decided, or what is recommended until then. */
export function useOutcomeText(): (
  assessment: Pick<Assessment, 'decision' | 'advice'>,
) => string {
  const titles = useTitles();
  const announcementText = useAnnouncementText();
  return ({ decision, advice }) =>
    decision ? titles.pattern(decision.pattern) : announcementText(advice);
}
