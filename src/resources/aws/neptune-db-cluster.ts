import { documentDatabase } from './document-database-cluster.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-neptune-dbcluster.html
export default documentDatabase('AWS::Neptune::DBCluster', 'Amazon Neptune', 'aws_neptune_cluster', 'AWS::Neptune::DBInstance', ['audit'], {
  identityLogin: true,
});
