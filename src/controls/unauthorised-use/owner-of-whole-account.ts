import { control } from '../control.ts';
import { grantText, wideGrants } from '../wide-grants.ts';

export default control({
  id: 'owner-of-whole-account',
  severity: 'high',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'least-privilege',
  layer: 'identity',
  intents: {
    'Microsoft.Authorization/roleAssignments': ['azure-iam-user-access-admin'],
    'cloudresourcemanager.googleapis.com/IamGrant': ['gcp-iam-service-account-sa-admin-privileges'],
    'microsoft.graph.unifiedRoleAssignment': [],
  },
  title: { en: 'Somebody may give rights over a whole account', ja: 'アカウント全体の権限を付与できるロール' },
  why: {
    en: 'Whoever gets hold of the identity owns everything in it, and can give rights to others that stay when the identity is locked.',
    ja: 'この ID を乗っ取られると、アカウント全体を支配されます。別の ID に権限を付与されると、元の ID を止めても被害は止まりません。',
  },
  fix: {
    azure: {
      en: 'Assign a role that the work needs, on the resource group. Owner and User Access Administrator belong to two or three people, through PIM.',
      ja: '業務に必要なロールを、リソースグループの範囲で割り当てます。所有者(Owner)やユーザーアクセス管理者は二、三人に限り、PIM で必要なときだけ有効にします。',
    },
    gcp: {
      en: 'Bind predefined roles of the services that are used. The right to set policies belongs to a few people, not to service accounts.',
      ja: '利用するサービスの事前定義ロールに置き換えます。IAM ポリシーを変更する権限は、サービスアカウントではなく少数の担当者だけに付与します。',
    },
  },
  remedy: 'narrow-policy',
  facet: 'roleGrant',
  // A role of one's own that gives everything is found where it is defined.
  check: ({ grants }) =>
    wideGrants(
      { grants: grants.filter(({ custom, level }) => !(custom && level.is === 'known' && level.value === 'administrator')) },
      ['administrator', 'grants-access'],
      true,
    ),
  message: {
    en: (grants) => `Granted: ${grants.map(grantText.en).join('; ')}.`,
    ja: (grants) => `付与されたロール: ${grants.map(grantText.ja).join('、')}`,
  },
  examples: {
    pass: `
      resource "azurerm_resource_group" "shop" {
        name     = "shop"
        location = "japaneast"
      }
      resource "azurerm_role_assignment" "a" {
        scope                = azurerm_resource_group.shop.id
        role_definition_name = "Owner"
        principal_id         = "11111111-2222-3333-4444-555555555555"
      }`,
    fail: `
      data "azurerm_subscription" "current" {}
      resource "azurerm_role_assignment" "a" {
        scope                = data.azurerm_subscription.current.id
        role_definition_name = "Owner"
        principal_id         = "11111111-2222-3333-4444-555555555555"
      }`,
    unknown: `
      variable "role" {}
      data "azurerm_subscription" "current" {}
      resource "azurerm_role_assignment" "a" {
        scope                = data.azurerm_subscription.current.id
        role_definition_name = var.role
        principal_id         = "11111111-2222-3333-4444-555555555555"
      }`,
  },
});
