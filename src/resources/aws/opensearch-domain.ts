import { searchDomain } from './search-domain.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-opensearchservice-domain.html
export default searchDomain('AWS::OpenSearchService::Domain', ['aws_opensearch_domain'], 'aws_opensearch_domain_policy');
