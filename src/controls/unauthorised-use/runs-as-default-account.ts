import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'runs-as-default-account',
  severity: 'medium',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'least-privilege',
  layer: 'identity',
  intents: {
    'compute.googleapis.com/Instance': ['gcp-compute-instance-default-service-account', 'gcp-compute-instance-full-api-scope'],
    'compute.googleapis.com/InstanceTemplate': ['gcp-compute-instance-default-service-account', 'gcp-compute-instance-full-api-scope'],
    'container.googleapis.com/NodePool': ['gcp-gke-cluster-default-service-account'],
    'container.googleapis.com/Cluster': ['gcp-gke-cluster-default-service-account'],
  },
  title: { en: 'A workload runs as the default service account', ja: 'デフォルトのサービスアカウントで動くワークロード' },
  why: {
    en: 'All that name no account share it, and in most projects it is Editor: one hole in one of them reaches everything.',
    ja: 'アカウントを指定しないワークロードがすべて共有し、多くのプロジェクトでは編集者の権限を持ちます。一つの弱点からプロジェクト全体に被害が及びます。',
  },
  fix: {
    gcp: {
      en: 'Create a service account for each workload, with the roles that it needs.',
      ja: 'ワークロードごとにサービスアカウントを作成し、必要なロールだけを付与します。',
    },
  },
  remedy: undefined,
  facet: 'workloadAccount',
  check: (account) => judgeFlag(account.isDefault, true),
  severityOf: (_evidence, { fullScopes }) => (fullScopes?.is === 'known' && fullScopes.value ? 'high' : 'medium'),
  cancelled: ({ stripped }) => stripped,
  message: {
    en: () => 'No service account of its own is set.',
    ja: () => '専用のサービスアカウントが指定されていません。',
  },
  examples: {
    pass: `
      resource "google_service_account" "shop" { account_id = "shop" }
      resource "google_compute_instance" "a" {
        name         = "a"
        machine_type = "e2-small"
        service_account {
          email  = google_service_account.shop.email
          scopes = ["cloud-platform"]
        }
      }`,
    fail: `
      resource "google_compute_instance" "a" {
        name         = "a"
        machine_type = "e2-small"
        service_account { scopes = ["cloud-platform"] }
      }`,
    unknown: `
      variable "account" {}
      resource "google_compute_instance" "a" {
        name         = "a"
        machine_type = "e2-small"
        service_account {
          email  = var.account
          scopes = ["cloud-platform"]
        }
      }`,
  },
});
