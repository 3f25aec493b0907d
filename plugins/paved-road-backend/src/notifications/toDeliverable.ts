import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';

/** Characters; the notifications back end stores 255 of a title. */
const LONGEST_TITLE = 250;
/** Characters; Slack refuses a message with a longer section than 3,000. */
const LONGEST_DESCRIPTION = 2_900;

/** Sends notifications whose texts suit all processors: portal, mail and Slack. */
export function withDeliverableTexts(
  notifications: NotificationService,
): NotificationService {
  return {
    send: options =>
      notifications.send({
        ...options,
        payload: toDeliverable(options.payload),
      }),
  };
}

/** Shortens texts, and makes text from people harmless. */
export function toDeliverable(
  payload: NotificationSendOptions['payload'],
): NotificationSendOptions['payload'] {
  const { title, description } = payload;
  return {
    ...payload,
    title: shorten(toPlain(title), LONGEST_TITLE),
    ...(description !== undefined && {
      description: shorten(toPlain(description), LONGEST_DESCRIPTION),
    }),
  };
}

/** The mail processor inserts descriptions into HTML, and Slack reads `<!channel>`; neither escapes them. */
function toPlain(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›');
}

export function shorten(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
