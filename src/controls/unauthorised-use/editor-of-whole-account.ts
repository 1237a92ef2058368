import { control } from '../control.ts';
import { grantText, wideGrants } from '../wide-grants.ts';

export default control({
  id: 'editor-of-whole-account',
  severity: 'medium',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'least-privilege',
  layer: 'identity',
  intents: {
    'Microsoft.Authorization/roleAssignments': [],
    'cloudresourcemanager.googleapis.com/IamGrant': ['gcp-iam-service-account-sa-admin-privileges'],
  },
  title: { en: 'Somebody may change everything in an account', ja: 'アカウント内のすべてを変更できるロール' },
  why: {
    en: 'The identity can read, change and delete every service, also those that its work never touches.',
    ja: '業務で使わないサービスも含めて、すべてを読み取り、変更し、削除できます。',
  },
  fix: {
    azure: {
      en: 'Replace Contributor by the roles of the services that are used, or assign it on the resource group.',
      ja: '共同作成者(Contributor)を、利用するサービスのロールに置き換えるか、リソースグループの範囲で割り当てます。',
    },
    gcp: {
      en: 'Replace roles/editor by predefined roles of the services that are used.',
      ja: 'roles/editor を、利用するサービスの事前定義ロールに置き換えます。',
    },
  },
  remedy: undefined,
  facet: 'roleGrant',
  check: (granted) => wideGrants(granted, ['writes-everything'], false),
  message: {
    en: (grants) => `Granted: ${grants.map(grantText.en).join('; ')}.`,
    ja: (grants) => `付与されたロール: ${grants.map(grantText.ja).join('、')}`,
  },
  examples: {
    pass: `
      data "azurerm_subscription" "current" {}
      resource "azurerm_role_assignment" "a" {
        scope                = data.azurerm_subscription.current.id
        role_definition_name = "Reader"
        principal_id         = "11111111-2222-3333-4444-555555555555"
      }`,
    fail: `
      data "azurerm_subscription" "current" {}
      resource "azurerm_role_assignment" "a" {
        scope                = data.azurerm_subscription.current.id
        role_definition_name = "Contributor"
        principal_id         = "11111111-2222-3333-4444-555555555555"
      }`,
  },
});
