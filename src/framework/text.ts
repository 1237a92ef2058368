export const locales = ['en', 'ja'] as const;
export type Locale = (typeof locales)[number];
/** A sentence in every language of the product. A forgotten language does not compile. */
export type Text = Readonly<Record<Locale, string>>;
