import { control, judge } from '../control.ts';

export default control({
  id: 'home-made-owner-role',
  severity: 'high',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'least-privilege',
  layer: 'identity',
  intents: {
    'Microsoft.Authorization/roleDefinitions': ['azure-iam-custom-owner-role'],
    'iam.googleapis.com/Role': [],
  },
  title: { en: 'A role of your own gives everything', ja: 'すべてを許可するカスタムロール' },
  why: {
    en: 'It comes to Owner under another name: reviews that look for Owner do not see who has it.',
    ja: '名前は違っても所有者(Owner)と同じ権限です。所有者を数える点検では、誰が持っているのか見落とされます。',
  },
  fix: {
    azure: {
      en: 'List the operations that the work needs; without them, take Microsoft.Authorization/*/Write and */Delete away in not_actions as Contributor does.',
      ja: '業務に必要な操作だけを列挙します。列挙できない場合も、共同作成者と同じように Microsoft.Authorization/*/Write などを not_actions で除きます。',
    },
    gcp: {
      en: 'List the permissions that the work needs, without those that set policies (setIamPolicy).',
      ja: '業務に必要な権限だけを列挙し、IAM ポリシーを変更する権限(setIamPolicy)は含めません。',
    },
  },
  remedy: undefined,
  facet: 'roleDefinition',
  check: (role) => judge(role.level, (level) => (level === 'administrator' ? {} : undefined)),
  inUse: (role) => role.inUse(),
  message: {
    en: () => 'It may do everything, and give rights to others.',
    ja: () => 'すべての操作ができ、ほかの ID に権限を付与することもできます。',
  },
  examples: {
    pass: `
      data "azurerm_subscription" "current" {}
      resource "azurerm_role_definition" "a" {
        name  = "restart machines"
        scope = data.azurerm_subscription.current.id
        permissions { actions = ["Microsoft.Compute/virtualMachines/restart/action"] }
      }`,
    fail: `
      data "azurerm_subscription" "current" {}
      resource "azurerm_role_definition" "a" {
        name  = "operations"
        scope = data.azurerm_subscription.current.id
        permissions { actions = ["*"] }
      }`,
    unknown: `
      variable "actions" { type = list(string) }
      data "azurerm_subscription" "current" {}
      resource "azurerm_role_definition" "a" {
        name  = "operations"
        scope = data.azurerm_subscription.current.id
        permissions { actions = var.actions }
      }`,
  },
});
