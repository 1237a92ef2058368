import { searchDomain } from './search-domain.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticsearch-domain.html
export default searchDomain('AWS::Elasticsearch::Domain', ['aws_elasticsearch_domain'], 'aws_elasticsearch_domain_policy');
