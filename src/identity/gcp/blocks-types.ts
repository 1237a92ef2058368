/** Where a Terraform resource lies on Google Cloud. `{x}` stands for an argument, `{name}` for its name, the project comes by itself. */
export interface BlockType {
  /** As Cloud Asset Inventory names it. */
  readonly type: string;
  /** Below `projects/<project>/`; starting with a slash: below nothing. */
  readonly path: string;
  /** Where the arguments name the service account that it runs as; `!` in front: without it the default account of Compute Engine. */
  readonly account?: string;
}

const of = (type: string, path: string, account?: string): BlockType => ({ type, path, ...(account !== undefined && { account }) });

export const blockTypes: Readonly<Record<string, BlockType>> = {
  google_service_account: of('iam.googleapis.com/ServiceAccount', 'serviceAccounts/{email}'),
  google_project_iam_custom_role: of('iam.googleapis.com/Role', 'roles/{role_id}'),
  google_organization_iam_custom_role: of('iam.googleapis.com/Role', '/organizations/{org_id}/roles/{role_id}'),
  google_iam_workload_identity_pool: of('iam.googleapis.com/WorkloadIdentityPool', 'locations/global/workloadIdentityPools/{workload_identity_pool_id}'),
  google_iam_workforce_pool: of('iam.googleapis.com/WorkforcePool', '/locations/global/workforcePools/{workforce_pool_id}'),
  google_compute_instance: of('compute.googleapis.com/Instance', 'zones/{zone}/instances/{name}', 'service_account.email'),
  google_compute_instance_template: of('compute.googleapis.com/InstanceTemplate', 'global/instanceTemplates/{name}', 'service_account.email'),
  google_compute_disk: of('compute.googleapis.com/Disk', 'zones/{zone}/disks/{name}'),
  google_compute_snapshot: of('compute.googleapis.com/Snapshot', 'global/snapshots/{name}'),
  google_compute_image: of('compute.googleapis.com/Image', 'global/images/{name}'),
  google_compute_subnetwork: of('compute.googleapis.com/Subnetwork', 'regions/{region}/subnetworks/{name}'),
  google_cloudfunctions_function: of('cloudfunctions.googleapis.com/CloudFunction', 'locations/{region}/functions/{name}', 'service_account_email'),
  google_cloudfunctions2_function: of(
    'cloudfunctions.googleapis.com/Function',
    'locations/{location}/functions/{name}',
    '!service_config.service_account_email',
  ),
  google_cloud_run_service: of('run.googleapis.com/Service', 'locations/{location}/services/{name}', '!template.spec.service_account_name'),
  google_cloud_run_v2_service: of('run.googleapis.com/Service', 'locations/{location}/services/{name}', '!template.service_account'),
  google_cloud_run_v2_job: of('run.googleapis.com/Job', 'locations/{location}/jobs/{name}', '!template.template.service_account'),
  google_workflows_workflow: of('workflows.googleapis.com/Workflow', 'locations/{region}/workflows/{name}', '!service_account'),
  google_cloud_scheduler_job: of('cloudscheduler.googleapis.com/Job', 'locations/{region}/jobs/{name}', 'http_target.oauth_token.service_account_email'),
  google_cloud_tasks_queue: of('cloudtasks.googleapis.com/Queue', 'locations/{location}/queues/{name}'),
  google_eventarc_trigger: of('eventarc.googleapis.com/Trigger', 'locations/{location}/triggers/{name}', 'service_account'),
  google_app_engine_application: of('appengine.googleapis.com/Application', 'apps/{project}'),
  google_dataproc_cluster: of('dataproc.googleapis.com/Cluster', 'regions/{region}/clusters/{name}', '!cluster_config.gce_cluster_config.service_account'),
  google_composer_environment: of('composer.googleapis.com/Environment', 'locations/{region}/environments/{name}', '!config.node_config.service_account'),
  google_notebooks_instance: of('notebooks.googleapis.com/Instance', 'locations/{location}/instances/{name}', '!service_account'),
  google_workbench_instance: of('notebooks.googleapis.com/Instance', 'locations/{location}/instances/{name}', '!gce_setup.service_accounts.email'),
  google_data_fusion_instance: of('datafusion.googleapis.com/Instance', 'locations/{region}/instances/{name}', '!dataproc_service_account'),
  google_container_cluster: of('container.googleapis.com/Cluster', 'locations/{location}/clusters/{name}', '!node_config.service_account'),
  google_gke_hub_membership: of('gkehub.googleapis.com/Membership', 'locations/global/memberships/{membership_id}'),
  google_cloudbuild_trigger: of('cloudbuild.googleapis.com/BuildTrigger', 'locations/global/triggers/{name}', 'service_account'),
  google_artifact_registry_repository: of('artifactregistry.googleapis.com/Repository', 'locations/{location}/repositories/{repository_id}'),
  google_sourcerepo_repository: of('sourcerepo.googleapis.com/Repo', 'repos/{name}'),
  google_apikeys_key: of('apikeys.googleapis.com/Key', 'locations/global/keys/{name}', 'service_account_email'),
  google_storage_bucket: of('storage.googleapis.com/Bucket', '/projects/_/buckets/{name}'),
  google_secret_manager_secret: of('secretmanager.googleapis.com/Secret', 'secrets/{secret_id}'),
  google_kms_key_ring: of('cloudkms.googleapis.com/KeyRing', 'locations/{location}/keyRings/{name}'),
  google_kms_crypto_key: of('cloudkms.googleapis.com/CryptoKey', '/{key_ring}/cryptoKeys/{name}'),
  google_bigquery_dataset: of('bigquery.googleapis.com/Dataset', 'datasets/{dataset_id}'),
  google_bigquery_table: of('bigquery.googleapis.com/Table', 'datasets/{dataset_id}/tables/{table_id}'),
  google_pubsub_topic: of('pubsub.googleapis.com/Topic', 'topics/{name}'),
  google_pubsub_subscription: of('pubsub.googleapis.com/Subscription', 'subscriptions/{name}'),
  google_sql_database_instance: of('sqladmin.googleapis.com/Instance', 'instances/{name}'),
  google_spanner_instance: of('spanner.googleapis.com/Instance', 'instances/{name}'),
  google_spanner_database: of('spanner.googleapis.com/Database', 'instances/{instance}/databases/{name}'),
  google_bigtable_instance: of('bigtableadmin.googleapis.com/Instance', 'instances/{name}'),
  google_logging_project_sink: of('logging.googleapis.com/LogSink', 'sinks/{name}'),
};

/** Which arguments of `google_x_iam_member` and its kin name the place, other than under the names of the resource itself. */
export const grantArguments: Readonly<Record<string, { readonly like: string; readonly by: Readonly<Record<string, string>> }>> = {
  google_storage_bucket: { like: 'google_storage_bucket', by: { name: 'bucket' } },
  google_compute_instance: { like: 'google_compute_instance', by: { name: 'instance_name' } },
  google_compute_subnetwork: { like: 'google_compute_subnetwork', by: { name: 'subnetwork' } },
  google_compute_disk: { like: 'google_compute_disk', by: { name: 'name' } },
  google_compute_image: { like: 'google_compute_image', by: { name: 'image' } },
  google_cloudfunctions_function: { like: 'google_cloudfunctions_function', by: { name: 'cloud_function' } },
  google_cloudfunctions2_function: { like: 'google_cloudfunctions2_function', by: { name: 'cloud_function' } },
  google_cloud_run_service: { like: 'google_cloud_run_service', by: { name: 'service' } },
  google_cloud_run_v2_service: { like: 'google_cloud_run_v2_service', by: {} },
  google_cloud_run_v2_job: { like: 'google_cloud_run_v2_job', by: {} },
  google_artifact_registry_repository: { like: 'google_artifact_registry_repository', by: { repository_id: 'repository' } },
  google_sourcerepo_repository: { like: 'google_sourcerepo_repository', by: { name: 'repository' } },
  google_secret_manager_secret: { like: 'google_secret_manager_secret', by: {} },
  google_kms_key_ring: { like: 'google_kms_key_ring', by: { name: 'key_ring_id' } },
  google_kms_crypto_key: { like: 'google_kms_crypto_key', by: { name: 'crypto_key_id' } },
  google_bigquery_dataset: { like: 'google_bigquery_dataset', by: {} },
  google_bigquery_table: { like: 'google_bigquery_table', by: {} },
  google_pubsub_topic: { like: 'google_pubsub_topic', by: { name: 'topic' } },
  google_pubsub_subscription: { like: 'google_pubsub_subscription', by: { name: 'subscription' } },
  google_service_account: { like: 'google_service_account', by: { email: 'service_account_id' } },
  google_iam_workload_identity_pool: { like: 'google_iam_workload_identity_pool', by: {} },
  google_cloud_tasks_queue: { like: 'google_cloud_tasks_queue', by: {} },
  google_dataproc_cluster: { like: 'google_dataproc_cluster', by: { name: 'cluster' } },
  google_notebooks_instance: { like: 'google_notebooks_instance', by: { name: 'instance_name' } },
  google_workbench_instance: { like: 'google_workbench_instance', by: {} },
  google_spanner_instance: { like: 'google_spanner_instance', by: { name: 'instance' } },
  google_spanner_database: { like: 'google_spanner_database', by: { name: 'database' } },
  google_bigtable_instance: { like: 'google_bigtable_instance', by: { name: 'instance' } },
};
