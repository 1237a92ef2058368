import { control } from '../control.ts';
import { grantText, wideGrants } from '../wide-grants.ts';

export default control({
  id: 'impersonation-of-every-account',
  severity: 'high',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'least-privilege',
  layer: 'identity',
  intents: {
    'Microsoft.Authorization/roleAssignments': [],
    'cloudresourcemanager.googleapis.com/IamGrant': ['gcp-iam-service-account-impersonation', 'gcp-iam-service-account-impersonation-no-roles-at'],
  },
  title: { en: 'Somebody may act as every workload of an account', ja: 'アカウント内のどのワークロードにもなりすませるロール' },
  why: {
    en: 'The holder can take the identity of each service account or managed identity there, now and later: its rights are those of the strongest.',
    ja: '今ある、またはこれから作られるどのサービスアカウントやマネージド ID にもなりすませます。実質的な権限は、その中で最も強い ID と同じです。',
  },
  fix: {
    azure: {
      en: 'Assign the role on the identities that the work needs, not on the subscription.',
      ja: 'サブスクリプションではなく、必要なマネージド ID だけを範囲にして割り当てます。',
    },
    gcp: {
      en: 'Bind the role on the service accounts that the work needs (google_service_account_iam_member), not on the project.',
      ja: 'プロジェクトではなく、必要なサービスアカウントだけに割り当てます(google_service_account_iam_member)。',
    },
  },
  remedy: undefined,
  facet: 'roleGrant',
  check: (granted) => wideGrants(granted, ['impersonates'], false),
  message: {
    en: (grants) => `Granted: ${grants.map(grantText.en).join('; ')}.`,
    ja: (grants) => `付与されたロール: ${grants.map(grantText.ja).join('、')}`,
  },
  examples: {
    pass: `
      resource "azurerm_user_assigned_identity" "shop" {
        name                = "shop"
        resource_group_name = "shop"
        location            = "japaneast"
      }
      resource "azurerm_role_assignment" "a" {
        scope                = azurerm_user_assigned_identity.shop.id
        role_definition_name = "Managed Identity Operator"
        principal_id         = "11111111-2222-3333-4444-555555555555"
      }`,
    fail: `
      data "azurerm_subscription" "current" {}
      resource "azurerm_role_assignment" "a" {
        scope                = data.azurerm_subscription.current.id
        role_definition_name = "Managed Identity Operator"
        principal_id         = "11111111-2222-3333-4444-555555555555"
      }`,
  },
});
