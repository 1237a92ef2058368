import type { Locale, Text } from '#framework/text';
import type { NotTriedWhy, Refused, UnclearWhy, Verification } from '../verify/verification.ts';
import { harmless } from './secrets-words.ts';

const refused: Readonly<Record<Refused['why'], Text>> = {
  unknown: { en: 'it is not known there or was revoked', ja: '発行元に存在しないか、失効済み' },
  expired: { en: 'it has expired', ja: '期限切れ' },
  disabled: { en: 'it is disabled', ja: '停止中' },
};

const unclear: Readonly<Record<UnclearWhy, Text>> = {
  timeout: { en: 'no answer in time', ja: '時間内に応答なし' },
  network: { en: 'the issuer could not be reached', ja: '発行元に接続できず' },
  certificate: { en: 'the certificate of the host was not accepted', ja: '接続先の証明書を検証できず' },
  redirect: { en: 'the issuer pointed elsewhere, which was not followed', ja: 'リダイレクトの応答(追跡せず)' },
  'rate-limited': { en: 'the issuer limits requests; it was not asked further', ja: '発行元のレート制限(以降の問い合わせを中止)' },
  'issuer-error': { en: 'an error at the issuer', ja: '発行元のエラー' },
  forbidden: { en: 'the issuer forbids this call, which settles nothing', ja: '発行元がこの呼び出しを拒否(有効性は不明)' },
  unexpected: { en: 'an answer that was not understood', ja: '想定外の応答' },
  elsewhere: {
    en: 'not known at this host; it may be good in another region, at an installation of your own or from another address',
    ja: 'このホストでは無効だが、別のリージョン、自社運用の環境、別の接続元では有効な可能性あり',
  },
  pair: { en: 'the id beside it may belong to another secret', ja: '近くにある ID と対になっていない可能性あり' },
};

const notTried: Readonly<Record<NotTriedWhy, Text>> = {
  'no-endpoint': {
    en: 'its issuer has no documented endpoint for this, or its host is not fixed',
    ja: '確認用の公開エンドポイントがないか、ホストが固定でない',
  },
  'not-chosen': { en: 'its issuer was not chosen', ja: '対象の発行元に指定されていない' },
  'by-name-only': {
    en: 'it may be of an installation of your own or of somebody else; its issuer is asked only when named in --verify=',
    ja: '自社運用の環境や別のサービスのものである可能性があるため、--verify= で名前を指定した場合のみ確認',
  },
  'half-missing': { en: 'what belongs to it (an id, a secret, a token) was not found', ja: '対になるもの(ID、シークレット、トークン)が見つからない' },
  'not-sure': { en: 'it is not sure enough whose it is', ja: '発行元を十分に特定できない' },
  accepted: { en: 'it is accepted; --all asks for these as well', ja: '許容済み(--all を付けると確認)' },
  shape: { en: 'its form is not quite that of its kind', ja: '値の形式が種類と一致しない' },
  'too-many': { en: 'too many requests for one run', ja: '1 回の実行で問い合わせる上限に到達' },
  stopped: { en: 'the issuer limits requests', ja: '発行元のレート制限により中止' },
};

/** What came of asking, in one line. */
export const verificationText = (verification: Verification, locale: Locale): string => {
  const isJapanese = locale === 'ja';
  const where = 'endpoint' in verification ? ` [${verification.endpoint}, ${verification.at.slice(0, 16)}Z]` : '';
  switch (verification.is) {
    case 'live': {
      const who = Object.entries(verification.who)
        .map(([name, value]) => `${name} ${harmless(value)}`)
        .join(', ');
      return `${isJapanese ? '有効' : 'live'}${who === '' ? '' : `: ${who}`}${where}`;
    }
    case 'refused':
      return isJapanese
        ? `無効(${refused[verification.why].ja})。ファイルからの除去は必要です${where}`
        : `refused: ${refused[verification.why].en}; take it out all the same${where}`;
    case 'unclear':
      return isJapanese ? `判定不能(${unclear[verification.why].ja})${where}` : `unclear: ${unclear[verification.why].en}${where}`;
    case 'not-tried':
      return isJapanese ? `未確認(${notTried[verification.why].ja})` : `not tried: ${notTried[verification.why].en}`;
  }
};
