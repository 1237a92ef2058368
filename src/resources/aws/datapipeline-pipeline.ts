import { known, type Value } from '#core/value';
import { each, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-datapipeline-pipeline.html
export default resourceType('AWS::DataPipeline::Pipeline', {
  cloud: 'aws',
  service: 'AWS Data Pipeline',
  model: 'paas',
  terraform: ['aws_datapipeline_pipeline'],
  folds: { aws_datapipeline_pipeline_definition: 'pipeline_id' },
  name: 'Name',
  properties: {
    Name: text(['name']),
    // The fields `role` and `resourceRole` of its objects.
    PipelineObjects: { ...names('AWS::IAM::Role', ['aws_datapipeline_pipeline_definition#pipeline_object']), read: roles },
    Tags: tags(),
  },
  facets: { runsAs: (_pipeline, around) => ({ roles: around.related('PipelineObjects'), facts: {} }) },
});

function roles(objects: Value): Value {
  const fields = each(
    objects,
    (one) => one['field'] ?? one['Fields'],
    () => undefined,
  );
  const named = fields.flatMap((list) =>
    each(
      list,
      (field) => {
        const [name, role] = [field['key'] ?? field['Key'], field['string_value'] ?? field['StringValue']];
        return name?.is === 'known' && (name.value === 'role' || name.value === 'resourceRole') ? role : undefined;
      },
      (why): Value => why,
    ),
  );
  return known(
    named.filter((role) => role !== undefined),
    objects.origin,
  );
}
