// Generated from the folders by tools/index-folders.ts; do not edit.
import type { ResourceType } from './resource-type.ts';
import awsAmazonmqBroker from './aws/amazonmq-broker.ts';
import awsApigatewayMethodSettings from './aws/apigateway-method-settings.ts';
import awsApigatewayMethod from './aws/apigateway-method.ts';
import awsApigatewayStage from './aws/apigateway-stage.ts';
import awsApigatewayv2Route from './aws/apigatewayv2-route.ts';
import awsApigatewayv2Stage from './aws/apigatewayv2-stage.ts';
import awsApplicationautoscalingScalableTarget from './aws/applicationautoscaling-scalable-target.ts';
import awsAthenaWorkgroup from './aws/athena-workgroup.ts';
import awsAutoscalingGroup from './aws/autoscaling-group.ts';
import awsAutoscalingLaunchConfiguration from './aws/autoscaling-launch-configuration.ts';
import awsBackupPlan from './aws/backup-plan.ts';
import awsBackupSelection from './aws/backup-selection.ts';
import awsBackupVault from './aws/backup-vault.ts';
import awsCloudfrontDistribution from './aws/cloudfront-distribution.ts';
import awsCloudtrailTrail from './aws/cloudtrail-trail.ts';
import awsCloudwatchAlarm from './aws/cloudwatch-alarm.ts';
import awsCodebuildProject from './aws/codebuild-project.ts';
import awsCognitoUserPool from './aws/cognito-user-pool.ts';
import awsConfigConfigurationRecorder from './aws/config-configuration-recorder.ts';
import awsDmsReplicationInstance from './aws/dms-replication-instance.ts';
import awsDocdbDbCluster from './aws/docdb-db-cluster.ts';
import awsDocdbDbInstance from './aws/docdb-db-instance.ts';
import awsDynamodbTable from './aws/dynamodb-table.ts';
import awsEc2EbsEncryptionByDefault from './aws/ec2-ebs-encryption-by-default.ts';
import awsEc2Instance from './aws/ec2-instance.ts';
import awsEc2LaunchTemplate from './aws/ec2-launch-template.ts';
import awsEc2NetworkAcl from './aws/ec2-network-acl.ts';
import awsEc2SecurityGroup from './aws/ec2-security-group.ts';
import awsEc2Subnet from './aws/ec2-subnet.ts';
import awsEc2Volume from './aws/ec2-volume.ts';
import awsEc2Vpc from './aws/ec2-vpc.ts';
import awsEcrRegistryScanningConfiguration from './aws/ecr-registry-scanning-configuration.ts';
import awsEcrRepository from './aws/ecr-repository.ts';
import awsEcsCluster from './aws/ecs-cluster.ts';
import awsEcsService from './aws/ecs-service.ts';
import awsEcsTaskDefinition from './aws/ecs-task-definition.ts';
import awsEfsFileSystem from './aws/efs-file-system.ts';
import awsEksCluster from './aws/eks-cluster.ts';
import awsElasticacheCacheCluster from './aws/elasticache-cache-cluster.ts';
import awsElasticacheReplicationGroup from './aws/elasticache-replication-group.ts';
import awsElasticsearchDomain from './aws/elasticsearch-domain.ts';
import awsElbLoadBalancer from './aws/elb-load-balancer.ts';
import awsElbv2Listener from './aws/elbv2-listener.ts';
import awsElbv2LoadBalancer from './aws/elbv2-load-balancer.ts';
import awsGuarddutyDetector from './aws/guardduty-detector.ts';
import awsIamAccessKey from './aws/iam-access-key.ts';
import awsIamAccountPasswordPolicy from './aws/iam-account-password-policy.ts';
import awsIamGroup from './aws/iam-group.ts';
import awsIamManagedPolicy from './aws/iam-managed-policy.ts';
import awsIamPolicyAttachment from './aws/iam-policy-attachment.ts';
import awsIamRole from './aws/iam-role.ts';
import awsIamUser from './aws/iam-user.ts';
import awsKinesisStream from './aws/kinesis-stream.ts';
import awsKmsKey from './aws/kms-key.ts';
import awsLambdaFunction from './aws/lambda-function.ts';
import awsLogsLogGroup from './aws/logs-log-group.ts';
import awsLogsMetricFilter from './aws/logs-metric-filter.ts';
import awsMskCluster from './aws/msk-cluster.ts';
import awsNeptuneDbCluster from './aws/neptune-db-cluster.ts';
import awsNeptuneDbInstance from './aws/neptune-db-instance.ts';
import awsOpensearchDomain from './aws/opensearch-domain.ts';
import awsRdsDbCluster from './aws/rds-db-cluster.ts';
import awsRdsDbInstance from './aws/rds-db-instance.ts';
import awsRedshiftCluster from './aws/redshift-cluster.ts';
import awsS3AccountPublicAccessBlock from './aws/s3-account-public-access-block.ts';
import awsS3Bucket from './aws/s3-bucket.ts';
import awsSagemakerNotebookInstance from './aws/sagemaker-notebook-instance.ts';
import awsSecretsmanagerSecret from './aws/secretsmanager-secret.ts';
import awsSnsTopic from './aws/sns-topic.ts';
import awsSqsQueue from './aws/sqs-queue.ts';
import awsWafv2WebAcl from './aws/wafv2-web-acl.ts';

export const resourceTypes: readonly ResourceType[] = [
  awsAmazonmqBroker,
  awsApigatewayMethodSettings,
  awsApigatewayMethod,
  awsApigatewayStage,
  awsApigatewayv2Route,
  awsApigatewayv2Stage,
  awsApplicationautoscalingScalableTarget,
  awsAthenaWorkgroup,
  awsAutoscalingGroup,
  awsAutoscalingLaunchConfiguration,
  awsBackupPlan,
  awsBackupSelection,
  awsBackupVault,
  awsCloudfrontDistribution,
  awsCloudtrailTrail,
  awsCloudwatchAlarm,
  awsCodebuildProject,
  awsCognitoUserPool,
  awsConfigConfigurationRecorder,
  awsDmsReplicationInstance,
  awsDocdbDbCluster,
  awsDocdbDbInstance,
  awsDynamodbTable,
  awsEc2EbsEncryptionByDefault,
  awsEc2Instance,
  awsEc2LaunchTemplate,
  awsEc2NetworkAcl,
  awsEc2SecurityGroup,
  awsEc2Subnet,
  awsEc2Volume,
  awsEc2Vpc,
  awsEcrRegistryScanningConfiguration,
  awsEcrRepository,
  awsEcsCluster,
  awsEcsService,
  awsEcsTaskDefinition,
  awsEfsFileSystem,
  awsEksCluster,
  awsElasticacheCacheCluster,
  awsElasticacheReplicationGroup,
  awsElasticsearchDomain,
  awsElbLoadBalancer,
  awsElbv2Listener,
  awsElbv2LoadBalancer,
  awsGuarddutyDetector,
  awsIamAccessKey,
  awsIamAccountPasswordPolicy,
  awsIamGroup,
  awsIamManagedPolicy,
  awsIamPolicyAttachment,
  awsIamRole,
  awsIamUser,
  awsKinesisStream,
  awsKmsKey,
  awsLambdaFunction,
  awsLogsLogGroup,
  awsLogsMetricFilter,
  awsMskCluster,
  awsNeptuneDbCluster,
  awsNeptuneDbInstance,
  awsOpensearchDomain,
  awsRdsDbCluster,
  awsRdsDbInstance,
  awsRedshiftCluster,
  awsS3AccountPublicAccessBlock,
  awsS3Bucket,
  awsSagemakerNotebookInstance,
  awsSecretsmanagerSecret,
  awsSnsTopic,
  awsSqsQueue,
  awsWafv2WebAcl,
];
