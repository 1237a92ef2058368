import type { Text } from '#framework/text';
import type { Origin } from '#core/origin';
import type { Reason, ReasonCode } from '#core/value';

const sentences: Readonly<Record<ReasonCode, (about: string) => Text>> = {
  'after-apply': (about) => ({ en: `${about} is known only after apply`, ja: `${about} の値は適用後に決まります` }),
  'absent-undecided': (about) => ({
    en: `${about} is not written, and the account or the service decides`,
    ja: `${about} の記述がなく、値はアカウントやサービスの設定で決まります`,
  }),
  'version-undecided': (about) => ({
    en: `${about} is not written, and its default differs by provider version`,
    ja: `${about} の記述がなく、既定値がプロバイダーのバージョンによって異なります`,
  }),
  'maybe-set-elsewhere': (about) => ({
    en: `${about} may be set by something that was not read`,
    ja: `${about} が、読み取っていない場所で設定されている可能性があります`,
  }),
  'no-value-given': (about) => ({ en: `${about} has no value here`, ja: `${about} に値が渡されていません` }),
  'unresolved-module': (about) => ({ en: `${about} was not fetched`, ja: `${about} が取得されていません` }),
  'not-in-plan': (about) => ({ en: `${about} is not in the plan`, ja: `${about} がプランに含まれていません` }),
  'unexpected-type': (about) => ({ en: `the value has an unexpected type (${about})`, ja: `値の型が想定と異なります(${about})` }),
  'evaluation-failed': (about) => ({ en: `${about} could not be evaluated`, ja: `${about} を評価できませんでした` }),
  'depends-on-unknown': (about) => ({
    en: about ? `${about} depends on something unknown` : 'it depends on something unknown',
    ja: about ? `${about} が不明な値に依存しています` : '不明な値に依存しています',
  }),
  'not-reproducible': (about) => ({ en: `${about} gives another value each time`, ja: `${about} は実行のたびに値が変わります` }),
  'unreadable-file': (about) => ({ en: `${about} could not be read`, ja: `${about} を読み取れませんでした` }),
  'too-large': (about) => ({ en: `${about} is too large`, ja: `${about} が大きすぎます` }),
  sensitive: (about) => ({ en: `${about} is sensitive`, ja: `${about} は機密値です` }),
  'account-fact': (about) => ({ en: `${about} is a fact of the account`, ja: `${about} はアカウントごとに異なります` }),
  'no-such-source': (about) => ({ en: `${about} was not found`, ja: `${about} が見つかりませんでした` }),
};
/** A reason as a sentence without a full stop. */
export const reasonText = ({ code, about }: Reason): Text => sentences[code](lastName(about) || '-');

/** `AWS::EC2::Instance.MetadataOptions.HttpTokens` is `HttpTokens` to people. */
const lastName = (about: string): string => (about.startsWith('AWS::') ? (about.split('.').at(-1) ?? about) : about);

/** What a fact rests on when nothing is written. */
export const originText = (origin: Origin): Text | undefined => {
  if (origin.is !== 'default') return undefined;
  const attribute = lastName(origin.basis);
  return origin.by === 'provider'
    ? { en: `${attribute} is not written; default of the provider`, ja: `${attribute} の記述がないため、プロバイダーの既定値で判断しています` }
    : {
        en: `${attribute} is not written; default of the service${origin.since ? ` since ${origin.since}` : ''}`,
        ja: `${attribute} の記述がないため、サービスの既定値${origin.since ? `(${origin.since} 以降)` : ''}で判断しています`,
      };
};
