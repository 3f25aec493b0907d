import { ApiHolder } from '@backstage/core-plugin-api';
import {
  createTranslationRef,
  TranslationFunction,
  TranslationRef,
  translationApiRef,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { useMemo } from 'react';

type Messages = { [key in string]: string };
type NestedMessages = { [key in string]: NestedMessages | string };

const id = 'plugin.paved-road';

/** The texts of one feature, by flat key: `cancel`, `waiver.status.approved`. */
export interface Texts<TMessages> {
  readonly messages: TMessages;
}

export type Translate<TTexts extends Texts<Messages>> = TranslationFunction<
  TTexts['messages']
>;

/** Path and text of each message. */
type Entries<TNested, TPrefix extends string = ''> = {
  [TKey in keyof TNested & string]: TNested[TKey] extends string
    ? [`${TPrefix}${TKey}`, TNested[TKey]]
    : Entries<TNested[TKey], `${TPrefix}${TKey}.`>;
}[keyof TNested & string];

/** Nested messages by flat key; Backstage does not export its own type for this. */
type Flattened<TNested> =
  Entries<TNested> extends infer TEntries extends [string, string]
    ? { [TEntry in TEntries as TEntry[0]]: TEntry[1] }
    : never;

/** Defines the texts of a feature. Apps translate them by key, so keys do not change. */
export function defineTexts<const TNested extends NestedMessages>(
  nested: TNested,
): Texts<Flattened<TNested>> {
  return { messages: flatten(nested) as Flattened<TNested> };
}

function flatten(nested: NestedMessages, prefix = ''): Messages {
  return Object.assign(
    {},
    ...Object.entries(nested).map(([key, value]) =>
      typeof value === 'string'
        ? { [prefix + key]: value }
        : flatten(value, `${prefix}${key}.`),
    ),
  );
}

const createRef = (messages: Messages) =>
  createTranslationRef<typeof id, Messages, {}>({
    id,
    messages,
  }) as TranslationRef<typeof id, Messages>;

let translationRef = createRef({});

/**
 * Creates the reference with which an app translates the texts of all features. Backstage registers the default
 * messages of an id only once, so from here on the features use the same reference.
 */
export function createPluginRef(
  features: Texts<Messages>[],
): TranslationRef<typeof id, Messages> {
  translationRef = createRef(
    Object.assign({}, ...features.map(({ messages }) => messages)),
  );
  return translationRef;
}

/** Translates the texts of up to three features. */
export function useTexts<
  A extends Messages,
  B extends Messages = {},
  C extends Messages = {},
>(a: Texts<A>, b?: Texts<B>, c?: Texts<C>): TranslationFunction<A & B & C> {
  const { t } = useTranslationRef(translationRef);
  return useMemo(
    () => withDefaults(t, { ...a.messages, ...b?.messages, ...c?.messages }),
    [t, a, b, c],
  ) as TranslationFunction<A & B & C>;
}

/** Like {@link useTexts}, outside components. */
export async function loadTexts<A extends Messages, B extends Messages = {}>(
  apiHolder: ApiHolder,
  a: Texts<A>,
  b?: Texts<B>,
): Promise<TranslationFunction<A & B>> {
  const translations = apiHolder.get(translationApiRef)!;
  const snapshot = translations.getTranslation(translationRef);
  const t = snapshot.ready
    ? snapshot.t
    : await new Promise<typeof snapshot.t>(resolve => {
        const subscription = translations
          .translation$(translationRef)
          .subscribe(next => {
            if (next.ready) {
              subscription.unsubscribe();
              resolve(next.t);
            }
          });
      });
  return withDefaults(t, {
    ...a.messages,
    ...b?.messages,
  }) as TranslationFunction<A & B>;
}

const englishPlurals = new Intl.PluralRules('en');

/**
 * Backstage looks up the app's translation. Each call passes the default text, because a page loads only the texts of
 * its features.
 */
function withDefaults(t: TranslationFunction<Messages>, messages: Messages) {
  const translate = t as (key: string, options: object) => unknown;
  return (key: string, options?: { count?: number }) =>
    translate(key, {
      defaultValue:
        messages[key] ??
        messages[`${key}_${englishPlurals.select(options?.count ?? 0)}`],
      ...options,
    });
}
