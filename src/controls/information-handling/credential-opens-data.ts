import { credentialDeed, credentialText, exposed, harmless, isJoined, opensData, severityOfOpening, urgencyOf } from '../credential.ts';
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
  // What could not be joined may open anything: of that this control says nothing.
  check: (found) => (opensData(found) && found.severity !== 'info' ? exposed(found) : isJoined(found) ? harmless : undefined),
  severityOf: ({ severity, opens }) => severityOfOpening(severity, opens),
  urgency: urgencyOf,
  message: { en: (found) => credentialText(found, 'en'), ja: (found) => credentialText(found, 'ja') },
  examples: {
    pass: `
      resource "azurerm_mssql_server" "shop" {
        name = "shop-sql"
        azuread_administrator {
          login_username              = "dba"
          object_id                   = "00000000-0000-0000-0000-000000000001"
          azuread_authentication_only = true
        }
      }
      locals {
        database = "Server=tcp:shop-sql.database.windows.net,1433;Initial Catalog=shop;User ID=shop;Password=Vq8rT2mWx9Lp;"
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
