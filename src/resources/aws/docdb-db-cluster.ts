import { documentDatabase } from './document-database-cluster.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-docdb-dbcluster.html
export default documentDatabase('AWS::DocDB::DBCluster', 'Amazon DocumentDB', 'aws_docdb_cluster', 'AWS::DocDB::DBInstance', ['audit'], {
  identityLogin: false,
});
