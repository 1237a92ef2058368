import { credentialDeed, credentialText, exposed, harmless, opensData, severityOfOpening, urgencyOf } from '../credential.ts';
import { control } from '../control.ts';

export default control({
  id: 'credential-opens-data',
  severity: 'critical',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'credential-protection',
  layer: 'data-access',
  intents: {},
  title: { en: 'A credential in a file opens your data', ja: 'ファイルに書かれた認証情報でデータに到達できる' },
  why: {
    en: 'Joined with the code it is clear what the credential reaches: administrator rights or stores of data. Leaked data cannot be called back.',
    ja: 'コードと突き合わせた結果、この認証情報で管理者権限やデータに到達できることが分かりました。漏えいしたデータは取り戻せません。',
  },
  fix: credentialDeed,
  remedy: 'turn-credential-off',
  facet: 'credential',
  check: (found) => (opensData(found) && found.severity !== 'info' ? exposed(found) : harmless),
  severityOf: ({ severity, opens }) => severityOfOpening(severity, opens),
  urgency: urgencyOf,
  message: { en: (found) => credentialText(found, 'en'), ja: (found) => credentialText(found, 'ja') },
  examples: {
    pass: `
      locals {
        database = "postgres://shop:Vq8rT2mWx9Lp@db.internal:5432/shop"
      }`,
    fail: `
      resource "aws_db_instance" "orders" {
        identifier        = "orders"
        storage_encrypted = true
      }
      locals {
        database = "postgres://shop:Vq8rT2mWx9Lp@orders.c1abcdefgh.ap-northeast-1.rds.amazonaws.com:5432/shop"
      }`,
  },
});
