// Generated from the folders by tools/index-folders.ts; do not edit.
import type { ResourceType } from './resource-type.ts';
import awsAcmpcaCertificateAuthority from './aws/acmpca-certificate-authority.ts';
import awsAmazonmqBroker from './aws/amazonmq-broker.ts';
import awsApigatewayMethodSettings from './aws/apigateway-method-settings.ts';
import awsApigatewayMethod from './aws/apigateway-method.ts';
import awsApigatewayRestApi from './aws/apigateway-rest-api.ts';
import awsApigatewayStage from './aws/apigateway-stage.ts';
import awsApigatewayv2Route from './aws/apigatewayv2-route.ts';
import awsApigatewayv2Stage from './aws/apigatewayv2-stage.ts';
import awsApplicationautoscalingScalableTarget from './aws/applicationautoscaling-scalable-target.ts';
import awsApprunnerService from './aws/apprunner-service.ts';
import awsAthenaWorkgroup from './aws/athena-workgroup.ts';
import awsAutoscalingGroup from './aws/autoscaling-group.ts';
import awsAutoscalingLaunchConfiguration from './aws/autoscaling-launch-configuration.ts';
import awsBackupLogicallyAirGappedBackupVault from './aws/backup-logically-air-gapped-backup-vault.ts';
import awsBackupPlan from './aws/backup-plan.ts';
import awsBackupSelection from './aws/backup-selection.ts';
import awsBackupVault from './aws/backup-vault.ts';
import awsBatchJobDefinition from './aws/batch-job-definition.ts';
import awsBedrockagentcoreCodeInterpreter from './aws/bedrockagentcore-code-interpreter.ts';
import awsCloudformationStackSet from './aws/cloudformation-stack-set.ts';
import awsCloudformationStack from './aws/cloudformation-stack.ts';
import awsCloudfrontDistribution from './aws/cloudfront-distribution.ts';
import awsCloudsearchDomain from './aws/cloudsearch-domain.ts';
import awsCloudtrailTrail from './aws/cloudtrail-trail.ts';
import awsCloudwatchAlarm from './aws/cloudwatch-alarm.ts';
import awsCodeartifactDomain from './aws/codeartifact-domain.ts';
import awsCodeartifactRepository from './aws/codeartifact-repository.ts';
import awsCodebuildProject from './aws/codebuild-project.ts';
import awsCodebuildReportGroup from './aws/codebuild-report-group.ts';
import awsCodepipelinePipeline from './aws/codepipeline-pipeline.ts';
import awsCognitoIdentityPool from './aws/cognito-identity-pool.ts';
import awsCognitoUserPool from './aws/cognito-user-pool.ts';
import awsConfigConfigurationRecorder from './aws/config-configuration-recorder.ts';
import awsDatapipelinePipeline from './aws/datapipeline-pipeline.ts';
import awsDmsReplicationInstance from './aws/dms-replication-instance.ts';
import awsDocdbDbCluster from './aws/docdb-db-cluster.ts';
import awsDocdbDbInstance from './aws/docdb-db-instance.ts';
import awsDynamodbTable from './aws/dynamodb-table.ts';
import awsEc2EbsEncryptionByDefault from './aws/ec2-ebs-encryption-by-default.ts';
import awsEc2InstanceMetadataDefaults from './aws/ec2-instance-metadata-defaults.ts';
import awsEc2Instance from './aws/ec2-instance.ts';
import awsEc2LaunchTemplate from './aws/ec2-launch-template.ts';
import awsEc2NetworkAcl from './aws/ec2-network-acl.ts';
import awsEc2PrefixList from './aws/ec2-prefix-list.ts';
import awsEc2SecurityGroup from './aws/ec2-security-group.ts';
import awsEc2Subnet from './aws/ec2-subnet.ts';
import awsEc2Volume from './aws/ec2-volume.ts';
import awsEc2VpcEndpoint from './aws/ec2-vpc-endpoint.ts';
import awsEc2Vpc from './aws/ec2-vpc.ts';
import awsEcrPublicRepository from './aws/ecr-public-repository.ts';
import awsEcrRegistryPolicy from './aws/ecr-registry-policy.ts';
import awsEcrRegistryScanningConfiguration from './aws/ecr-registry-scanning-configuration.ts';
import awsEcrRepository from './aws/ecr-repository.ts';
import awsEcsCluster from './aws/ecs-cluster.ts';
import awsEcsService from './aws/ecs-service.ts';
import awsEcsTaskDefinition from './aws/ecs-task-definition.ts';
import awsEfsFileSystem from './aws/efs-file-system.ts';
import awsEksCluster from './aws/eks-cluster.ts';
import awsEksNodegroup from './aws/eks-nodegroup.ts';
import awsEksPodIdentityAssociation from './aws/eks-pod-identity-association.ts';
import awsElasticacheCacheCluster from './aws/elasticache-cache-cluster.ts';
import awsElasticacheReplicationGroup from './aws/elasticache-replication-group.ts';
import awsElasticsearchDomain from './aws/elasticsearch-domain.ts';
import awsElbLoadBalancer from './aws/elb-load-balancer.ts';
import awsElbv2Listener from './aws/elbv2-listener.ts';
import awsElbv2LoadBalancer from './aws/elbv2-load-balancer.ts';
import awsEventsEventBusPolicy from './aws/events-event-bus-policy.ts';
import awsEventsEventBus from './aws/events-event-bus.ts';
import awsEventsRule from './aws/events-rule.ts';
import awsEventsTarget from './aws/events-target.ts';
import awsEventschemasRegistry from './aws/eventschemas-registry.ts';
import awsGlacierVault from './aws/glacier-vault.ts';
import awsGlueDevEndpoint from './aws/glue-dev-endpoint.ts';
import awsGlueJob from './aws/glue-job.ts';
import awsGlueResourcePolicy from './aws/glue-resource-policy.ts';
import awsGuarddutyDetector from './aws/guardduty-detector.ts';
import awsIamAccessKey from './aws/iam-access-key.ts';
import awsIamAccountPasswordPolicy from './aws/iam-account-password-policy.ts';
import awsIamGroup from './aws/iam-group.ts';
import awsIamInstanceProfile from './aws/iam-instance-profile.ts';
import awsIamManagedPolicy from './aws/iam-managed-policy.ts';
import awsIamOidcProvider from './aws/iam-oidc-provider.ts';
import awsIamPolicyAttachment from './aws/iam-policy-attachment.ts';
import awsIamRole from './aws/iam-role.ts';
import awsIamSamlProvider from './aws/iam-saml-provider.ts';
import awsIamUserToGroupAddition from './aws/iam-user-to-group-addition.ts';
import awsIamUser from './aws/iam-user.ts';
import awsKinesisStream from './aws/kinesis-stream.ts';
import awsKmsKey from './aws/kms-key.ts';
import awsKmsReplicaKey from './aws/kms-replica-key.ts';
import awsLambdaEventSourceMapping from './aws/lambda-event-source-mapping.ts';
import awsLambdaFunction from './aws/lambda-function.ts';
import awsLambdaLayerVersion from './aws/lambda-layer-version.ts';
import awsLogsDeliveryDestination from './aws/logs-delivery-destination.ts';
import awsLogsDestination from './aws/logs-destination.ts';
import awsLogsLogGroup from './aws/logs-log-group.ts';
import awsLogsMetricFilter from './aws/logs-metric-filter.ts';
import awsLogsResourcePolicy from './aws/logs-resource-policy.ts';
import awsMediastoreContainer from './aws/mediastore-container.ts';
import awsMskCluster from './aws/msk-cluster.ts';
import awsMskServerlessCluster from './aws/msk-serverless-cluster.ts';
import awsNeptuneDbCluster from './aws/neptune-db-cluster.ts';
import awsNeptuneDbInstance from './aws/neptune-db-instance.ts';
import awsNetworkfirewallFirewallPolicy from './aws/networkfirewall-firewall-policy.ts';
import awsNetworkfirewallRuleGroup from './aws/networkfirewall-rule-group.ts';
import awsOpensearchDomain from './aws/opensearch-domain.ts';
import awsOrganizationsResourcePolicy from './aws/organizations-resource-policy.ts';
import awsRdsDbCluster from './aws/rds-db-cluster.ts';
import awsRdsDbInstance from './aws/rds-db-instance.ts';
import awsRedshiftCluster from './aws/redshift-cluster.ts';
import awsRedshiftserverlessSnapshot from './aws/redshiftserverless-snapshot.ts';
import awsS3AccessGrantsInstanceResourcePolicy from './aws/s3-access-grants-instance-resource-policy.ts';
import awsS3AccessPoint from './aws/s3-access-point.ts';
import awsS3AccountPublicAccessBlock from './aws/s3-account-public-access-block.ts';
import awsS3Bucket from './aws/s3-bucket.ts';
import awsS3MultiRegionAccessPointPolicy from './aws/s3-multi-region-access-point-policy.ts';
import awsS3MultiRegionAccessPoint from './aws/s3-multi-region-access-point.ts';
import awsS3expressDirectoryBucket from './aws/s3express-directory-bucket.ts';
import awsS3objectlambdaAccessPoint from './aws/s3objectlambda-access-point.ts';
import awsS3tablesTableBucket from './aws/s3tables-table-bucket.ts';
import awsS3tablesTable from './aws/s3tables-table.ts';
import awsSagemakerModelPackageGroup from './aws/sagemaker-model-package-group.ts';
import awsSagemakerNotebookInstance from './aws/sagemaker-notebook-instance.ts';
import awsSchedulerSchedule from './aws/scheduler-schedule.ts';
import awsSecretsmanagerSecret from './aws/secretsmanager-secret.ts';
import awsSesEmailIdentity from './aws/ses-email-identity.ts';
import awsSnsTopic from './aws/sns-topic.ts';
import awsSqsQueue from './aws/sqs-queue.ts';
import awsSsmParameter from './aws/ssm-parameter.ts';
import awsStepfunctionsStateMachine from './aws/stepfunctions-state-machine.ts';
import awsVpclatticeServiceNetwork from './aws/vpclattice-service-network.ts';
import awsVpclatticeService from './aws/vpclattice-service.ts';
import awsWafv2WebAcl from './aws/wafv2-web-acl.ts';
import awsXrayResourcePolicy from './aws/xray-resource-policy.ts';
import azureAuthorizationRoleAssignment from './azure/authorization-role-assignment.ts';
import azureAuthorizationRoleDefinition from './azure/authorization-role-definition.ts';
import azureComputeVirtualMachine from './azure/compute-virtual-machine.ts';
import azureContainerserviceManagedCluster from './azure/containerservice-managed-cluster.ts';
import azureGraphDirectoryRole from './azure/graph-directory-role.ts';
import azureGraphFederatedIdentityCredential from './azure/graph-federated-identity-credential.ts';
import azureGraphGroup from './azure/graph-group.ts';
import azureGraphPasswordCredential from './azure/graph-password-credential.ts';
import azureGraphServicePrincipal from './azure/graph-service-principal.ts';
import azureGraphUnifiedRoleAssignment from './azure/graph-unified-role-assignment.ts';
import azureGraphUser from './azure/graph-user.ts';
import azureManagedidentityUserAssignedIdentity from './azure/managedidentity-user-assigned-identity.ts';
import azureWebSite from './azure/web-site.ts';
import filesCredential from './files/credential.ts';
import gcpArtifactregistryRepositoryIamGrant from './gcp/artifactregistry-repository-iam-grant.ts';
import gcpBigqueryDatasetIamGrant from './gcp/bigquery-dataset-iam-grant.ts';
import gcpBigqueryDataset from './gcp/bigquery-dataset.ts';
import gcpBigqueryTableIamGrant from './gcp/bigquery-table-iam-grant.ts';
import gcpCloudfunctionsFunctionIamGrant from './gcp/cloudfunctions-function-iam-grant.ts';
import gcpCloudfunctionsFunction from './gcp/cloudfunctions-function.ts';
import gcpCloudkmsCryptoKeyIamGrant from './gcp/cloudkms-crypto-key-iam-grant.ts';
import gcpCloudresourcemanagerIamGrant from './gcp/cloudresourcemanager-iam-grant.ts';
import gcpComputeInstanceTemplate from './gcp/compute-instance-template.ts';
import gcpComputeInstance from './gcp/compute-instance.ts';
import gcpContainerCluster from './gcp/container-cluster.ts';
import gcpContainerNodePool from './gcp/container-node-pool.ts';
import gcpIamRole from './gcp/iam-role.ts';
import gcpIamServiceAccountIamGrant from './gcp/iam-service-account-iam-grant.ts';
import gcpIamServiceAccountKey from './gcp/iam-service-account-key.ts';
import gcpIamServiceAccount from './gcp/iam-service-account.ts';
import gcpIamWorkloadIdentityPoolProvider from './gcp/iam-workload-identity-pool-provider.ts';
import gcpProjectDefaultServiceAccounts from './gcp/project-default-service-accounts.ts';
import gcpPubsubSubscriptionIamGrant from './gcp/pubsub-subscription-iam-grant.ts';
import gcpPubsubTopicIamGrant from './gcp/pubsub-topic-iam-grant.ts';
import gcpRunServiceIamGrant from './gcp/run-service-iam-grant.ts';
import gcpRunService from './gcp/run-service.ts';
import gcpSecretmanagerSecretIamGrant from './gcp/secretmanager-secret-iam-grant.ts';
import gcpStorageBucketAccessControl from './gcp/storage-bucket-access-control.ts';
import gcpStorageBucketIamGrant from './gcp/storage-bucket-iam-grant.ts';
import gcpStorageBucket from './gcp/storage-bucket.ts';

export const resourceTypes: readonly ResourceType[] = [
  awsAcmpcaCertificateAuthority,
  awsAmazonmqBroker,
  awsApigatewayMethodSettings,
  awsApigatewayMethod,
  awsApigatewayRestApi,
  awsApigatewayStage,
  awsApigatewayv2Route,
  awsApigatewayv2Stage,
  awsApplicationautoscalingScalableTarget,
  awsApprunnerService,
  awsAthenaWorkgroup,
  awsAutoscalingGroup,
  awsAutoscalingLaunchConfiguration,
  awsBackupLogicallyAirGappedBackupVault,
  awsBackupPlan,
  awsBackupSelection,
  awsBackupVault,
  awsBatchJobDefinition,
  awsBedrockagentcoreCodeInterpreter,
  awsCloudformationStackSet,
  awsCloudformationStack,
  awsCloudfrontDistribution,
  awsCloudsearchDomain,
  awsCloudtrailTrail,
  awsCloudwatchAlarm,
  awsCodeartifactDomain,
  awsCodeartifactRepository,
  awsCodebuildProject,
  awsCodebuildReportGroup,
  awsCodepipelinePipeline,
  awsCognitoIdentityPool,
  awsCognitoUserPool,
  awsConfigConfigurationRecorder,
  awsDatapipelinePipeline,
  awsDmsReplicationInstance,
  awsDocdbDbCluster,
  awsDocdbDbInstance,
  awsDynamodbTable,
  awsEc2EbsEncryptionByDefault,
  awsEc2InstanceMetadataDefaults,
  awsEc2Instance,
  awsEc2LaunchTemplate,
  awsEc2NetworkAcl,
  awsEc2PrefixList,
  awsEc2SecurityGroup,
  awsEc2Subnet,
  awsEc2Volume,
  awsEc2VpcEndpoint,
  awsEc2Vpc,
  awsEcrPublicRepository,
  awsEcrRegistryPolicy,
  awsEcrRegistryScanningConfiguration,
  awsEcrRepository,
  awsEcsCluster,
  awsEcsService,
  awsEcsTaskDefinition,
  awsEfsFileSystem,
  awsEksCluster,
  awsEksNodegroup,
  awsEksPodIdentityAssociation,
  awsElasticacheCacheCluster,
  awsElasticacheReplicationGroup,
  awsElasticsearchDomain,
  awsElbLoadBalancer,
  awsElbv2Listener,
  awsElbv2LoadBalancer,
  awsEventsEventBusPolicy,
  awsEventsEventBus,
  awsEventsRule,
  awsEventsTarget,
  awsEventschemasRegistry,
  awsGlacierVault,
  awsGlueDevEndpoint,
  awsGlueJob,
  awsGlueResourcePolicy,
  awsGuarddutyDetector,
  awsIamAccessKey,
  awsIamAccountPasswordPolicy,
  awsIamGroup,
  awsIamInstanceProfile,
  awsIamManagedPolicy,
  awsIamOidcProvider,
  awsIamPolicyAttachment,
  awsIamRole,
  awsIamSamlProvider,
  awsIamUserToGroupAddition,
  awsIamUser,
  awsKinesisStream,
  awsKmsKey,
  awsKmsReplicaKey,
  awsLambdaEventSourceMapping,
  awsLambdaFunction,
  awsLambdaLayerVersion,
  awsLogsDeliveryDestination,
  awsLogsDestination,
  awsLogsLogGroup,
  awsLogsMetricFilter,
  awsLogsResourcePolicy,
  awsMediastoreContainer,
  awsMskCluster,
  awsMskServerlessCluster,
  awsNeptuneDbCluster,
  awsNeptuneDbInstance,
  awsNetworkfirewallFirewallPolicy,
  awsNetworkfirewallRuleGroup,
  awsOpensearchDomain,
  awsOrganizationsResourcePolicy,
  awsRdsDbCluster,
  awsRdsDbInstance,
  awsRedshiftCluster,
  awsRedshiftserverlessSnapshot,
  awsS3AccessGrantsInstanceResourcePolicy,
  awsS3AccessPoint,
  awsS3AccountPublicAccessBlock,
  awsS3Bucket,
  awsS3MultiRegionAccessPointPolicy,
  awsS3MultiRegionAccessPoint,
  awsS3expressDirectoryBucket,
  awsS3objectlambdaAccessPoint,
  awsS3tablesTableBucket,
  awsS3tablesTable,
  awsSagemakerModelPackageGroup,
  awsSagemakerNotebookInstance,
  awsSchedulerSchedule,
  awsSecretsmanagerSecret,
  awsSesEmailIdentity,
  awsSnsTopic,
  awsSqsQueue,
  awsSsmParameter,
  awsStepfunctionsStateMachine,
  awsVpclatticeServiceNetwork,
  awsVpclatticeService,
  awsWafv2WebAcl,
  awsXrayResourcePolicy,
  azureAuthorizationRoleAssignment,
  azureAuthorizationRoleDefinition,
  azureComputeVirtualMachine,
  azureContainerserviceManagedCluster,
  azureGraphDirectoryRole,
  azureGraphFederatedIdentityCredential,
  azureGraphGroup,
  azureGraphPasswordCredential,
  azureGraphServicePrincipal,
  azureGraphUnifiedRoleAssignment,
  azureGraphUser,
  azureManagedidentityUserAssignedIdentity,
  azureWebSite,
  filesCredential,
  gcpArtifactregistryRepositoryIamGrant,
  gcpBigqueryDatasetIamGrant,
  gcpBigqueryDataset,
  gcpBigqueryTableIamGrant,
  gcpCloudfunctionsFunctionIamGrant,
  gcpCloudfunctionsFunction,
  gcpCloudkmsCryptoKeyIamGrant,
  gcpCloudresourcemanagerIamGrant,
  gcpComputeInstanceTemplate,
  gcpComputeInstance,
  gcpContainerCluster,
  gcpContainerNodePool,
  gcpIamRole,
  gcpIamServiceAccountIamGrant,
  gcpIamServiceAccountKey,
  gcpIamServiceAccount,
  gcpIamWorkloadIdentityPoolProvider,
  gcpProjectDefaultServiceAccounts,
  gcpPubsubSubscriptionIamGrant,
  gcpPubsubTopicIamGrant,
  gcpRunServiceIamGrant,
  gcpRunService,
  gcpSecretmanagerSecretIamGrant,
  gcpStorageBucketAccessControl,
  gcpStorageBucketIamGrant,
  gcpStorageBucket,
];
