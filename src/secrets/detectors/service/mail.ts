import { looksRandom } from '../../randomness.ts';
import { family, isDrawn, named, patterned, plain, prefixed, standing } from '../family.ts';

/** Mail, SMS and telephony. */
export default family({
  vendor: 'mail and telephony',
  severity: 'high',
  fix: {
    en: 'Delete the key at the service, look for mail or calls that were not yours, issue a new one, then take it out.',
    ja: 'サービス側でキーを削除し、身に覚えのない送信や通話がないか確認します。再発行したうえで取り除きます。',
  },
  opens: { en: 'Sending in the name of the domain, and lists of recipients.', ja: 'ドメイン名義での送信と、宛先リスト' },
  rows: [
    patterned({
      id: 'sendgrid-key',
      title: { en: 'SendGrid API key', ja: 'SendGrid の API キー' },
      anchors: ['SG.'],
      after: 80,
      pattern: /SG\.[\w-]{20,24}\.[\w-]{39,50}(?![\w-])/,
    }),
    prefixed({ id: 'mailgun-key', title: { en: 'Mailgun API key', ja: 'Mailgun の API キー' }, prefix: 'key-', charset: 'b36', length: 32, like: /\d/ }),
    patterned({
      id: 'mailgun-new-key',
      title: { en: 'Mailgun API key, newer form', ja: 'Mailgun の API キー(新形式)' },
      anchors: ['mailgun', 'mg_api'],
      exact: false,
      after: 140,
      pattern: /m(?:ailgun|g_api)[\w.-]{0,30}["']?\s{0,3}[:=]\s{0,3}["']?([0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})(?![0-9a-f])/i,
    }),
    named({
      id: 'mailchimp-key',
      title: { en: 'Mailchimp API key', ja: 'Mailchimp の API キー' },
      vendor: ['mailchimp', 'mandrill', 'key'],
      name: /key|token/,
      shape: /^[0-9a-f]{32}-us\d{1,2}$/,
    }),
    named({
      id: 'postmark-token',
      title: { en: 'Postmark server token', ja: 'Postmark のサーバートークン' },
      vendor: ['postmark'],
      name: /(?:token|key|password)$/,
      shape: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    }),
    prefixed({
      id: 'brevo-key',
      title: { en: 'Brevo (Sendinblue) key', ja: 'Brevo(Sendinblue)のキー' },
      prefix: ['xkeysib-', 'xsmtpsib-'],
      charset: 'hex',
      length: 64,
    }),
    prefixed({
      id: 'resend-key',
      title: { en: 'Resend API key', ja: 'Resend の API キー' },
      prefix: 're_',
      charset: 'b64url',
      length: [30, 40],
      like: /^[A-Za-z0-9]{8}_[A-Za-z0-9]{20,28}$/,
    }),
    standing({
      id: 'twilio-api-key',
      title: { en: 'Twilio API key id', ja: 'Twilio の API キー SID' },
      severity: 'low',
      // By its length: two letters stand everywhere.
      lengths: [34],
      judge: (run) => (/^SK[0-9a-f]{32}$/.test(run) && isDrawn(run.slice(2)) ? { ...plain(run), confidence: 'possible' } : undefined),
    }),
    named({
      id: 'twilio-auth-token',
      title: { en: 'Twilio auth token', ja: 'Twilio の認証トークン' },
      severity: 'critical',
      vendor: ['twilio'],
      name: /(?:token|authtoken|secret|password)$/,
      shape: /^[0-9a-f]{32}$|^[A-Za-z0-9]{32}$/,
      accept: looksRandom,
    }),
    named({
      id: 'vonage-secret',
      title: { en: 'Vonage (Nexmo) secret', ja: 'Vonage(Nexmo)のシークレット' },
      vendor: ['nexmo', 'vonage'],
      name: /(?:secret|signature)$/,
      shape: /^[A-Za-z0-9]{16,60}$/,
    }),
    named({
      id: 'messagebird-key',
      title: { en: 'MessageBird or Plivo key', ja: 'MessageBird・Plivo のキー' },
      vendor: ['messagebird', 'plivo', 'sinch', 'clicksend'],
      name: /(?:key|token)$/,
      shape: /^[A-Za-z0-9]{25,40}$/,
      accept: looksRandom,
    }),
    named({
      id: 'sparkpost-key',
      title: { en: 'SparkPost or Mailjet key', ja: 'SparkPost・Mailjet のキー' },
      vendor: ['sparkpost', 'mailjet', 'mj_api', 'sendinblue'],
      name: /(?:key|secret|private|public)$/,
      shape: /^[0-9a-f]{32}$|^[0-9a-f]{40}$/,
    }),
    named({
      id: 'smtp-password',
      title: { en: 'Mail password', ja: 'メールのパスワード' },
      vendor: ['smtp', 'mail', 'gmail', 'imap'],
      nearby: false,
      name: /(?:password|passwd|pass|pwd)$/,
      shape: /^(?=\S*\d)(?=\S*[A-Za-z])[^\s${}<>*]{8,64}$|^[a-z]{4} [a-z]{4} [a-z]{4} [a-z]{4}$/,
    }),
  ],
});
