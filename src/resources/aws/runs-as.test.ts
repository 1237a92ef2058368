import { expect, test } from 'vitest';
import { lookAround } from '#assessment/look-around';
import { buildInventory, typesOf } from '#inventory/inventory';
import { resourceTypes } from '#resources/index';
import { readTerraform } from '#sources/terraform/terraform';
import { textFiles } from '#sources/terraform/text-files';

const types = typesOf(resourceTypes);
/** The roles and facts of one resource among a role `r`, its profile `p` and what is written. */
const runsAs = (address: string, text: string): unknown => {
  const { blocks, diagnostics } = readTerraform(
    textFiles({
      'main.tf': `resource "aws_iam_role" "r" { name = "r" }\nresource "aws_iam_instance_profile" "p" {\nname = "p"\nrole = aws_iam_role.r.name\n}\n${text}`,
    }),
  );
  expect(diagnostics.map(({ message }) => message.en)).toEqual([]);
  const inventory = buildInventory(blocks, types);
  const i = inventory.indexOf(address) ?? -1;
  const facet = inventory.type(i).facet('runsAs', inventory.resource(i), lookAround(inventory, i));
  return facet && [...facet.roles.map(({ id }) => id), facet.facts];
};

const role = 'role_arn = aws_iam_role.r.arn';
const rows: readonly (readonly [what: string, address: string, text: string, expected: readonly unknown[]])[] = [
  ['a function', 'aws_lambda_function.a', 'resource "aws_lambda_function" "a" { role = aws_iam_role.r.arn }', ['aws_iam_role.r', {}]],
  [
    'a function that a permission opens',
    'aws_lambda_function.a',
    `resource "aws_lambda_function" "a" { role = aws_iam_role.r.arn }
     resource "aws_lambda_permission" "a" {
       function_name = aws_lambda_function.a.function_name
       action        = "lambda:InvokeFunction"
       principal     = "s3.amazonaws.com"
     }`,
    ['aws_iam_role.r', { invoked: true }],
  ],
  [
    'a function that reads a queue',
    'aws_lambda_function.a',
    `resource "aws_lambda_function" "a" { role = aws_iam_role.r.arn }
     resource "aws_lambda_event_source_mapping" "a" {
       function_name    = aws_lambda_function.a.arn
       event_source_arn = "arn:aws:sqs:us-east-1:111122223333:q"
     }`,
    ['aws_iam_role.r', { invoked: true }],
  ],
  [
    'a function with a URL',
    'aws_lambda_function.a',
    `resource "aws_lambda_function" "a" { role = aws_iam_role.r.arn }
     resource "aws_lambda_function_url" "a" {
       function_name      = aws_lambda_function.a.function_name
       authorization_type = "AWS_IAM"
     }`,
    ['aws_iam_role.r', { invoked: true }],
  ],
  [
    'a function on a schedule',
    'aws_lambda_function.a',
    `resource "aws_lambda_function" "a" { role = aws_iam_role.r.arn }
     resource "aws_cloudwatch_event_target" "a" {
       rule = "hourly"
       arn  = aws_lambda_function.a.arn
     }`,
    ['aws_iam_role.r', { invoked: true }],
  ],
  ['a role that is elsewhere', 'aws_lambda_function.a', 'resource "aws_lambda_function" "a" { role = "arn:aws:iam::111122223333:role/other" }', [{}]],
  ['a machine', 'aws_instance.a', 'resource "aws_instance" "a" { iam_instance_profile = aws_iam_instance_profile.p.name }', ['aws_iam_role.r', {}]],
  ['a profile by its plain name', 'aws_instance.a', 'resource "aws_instance" "a" { iam_instance_profile = "p" }', ['aws_iam_role.r', {}]],
  ['a machine without a profile', 'aws_instance.a', 'resource "aws_instance" "a" {}', [{}]],
  [
    'a machine and a group of them by their template',
    'aws_instance.a',
    `resource "aws_launch_template" "t" {
       iam_instance_profile { arn = aws_iam_instance_profile.p.arn }
     }
     resource "aws_instance" "a" {
       launch_template { id = aws_launch_template.t.id }
     }`,
    ['aws_iam_role.r', {}],
  ],
  [
    'a group of machines',
    'aws_autoscaling_group.a',
    `resource "aws_launch_configuration" "t" { iam_instance_profile = aws_iam_instance_profile.p.id }
     resource "aws_autoscaling_group" "a" {
       launch_configuration = aws_launch_configuration.t.name
       max_size = 1
       min_size = 1
     }`,
    ['aws_iam_role.r', {}],
  ],
  [
    'a service by its task definition',
    'aws_ecs_service.a',
    `resource "aws_ecs_task_definition" "t" {
       family                = "t"
       container_definitions = "[]"
       task_role_arn         = aws_iam_role.r.arn
     }
     resource "aws_ecs_service" "a" {
       name            = "a"
       task_definition = "\${aws_ecs_task_definition.t.family}:\${aws_ecs_task_definition.t.revision}"
     }`,
    ['aws_iam_role.r', { 'execute-command': false }],
  ],
  ['a build', 'aws_codebuild_project.a', 'resource "aws_codebuild_project" "a" { service_role = aws_iam_role.r.arn }', ['aws_iam_role.r', { batch: false }]],
  [
    'a build that may run in batches',
    'aws_codebuild_project.a',
    `resource "aws_codebuild_project" "a" {
       service_role = aws_iam_role.r.arn
       build_batch_config { service_role = aws_iam_role.r.arn }
     }`,
    ['aws_iam_role.r', { batch: true }],
  ],
  ['a notebook', 'aws_sagemaker_notebook_instance.a', `resource "aws_sagemaker_notebook_instance" "a" { ${role} }`, ['aws_iam_role.r', {}]],
  ['a job', 'aws_glue_job.a', `resource "aws_glue_job" "a" { ${role} }`, ['aws_iam_role.r', {}]],
  ['a development endpoint', 'aws_glue_dev_endpoint.a', `resource "aws_glue_dev_endpoint" "a" { ${role} }`, ['aws_iam_role.r', {}]],
  ['a stack', 'aws_cloudformation_stack.a', `resource "aws_cloudformation_stack" "a" { iam_${role} }`, ['aws_iam_role.r', {}]],
  ['a stack set', 'aws_cloudformation_stack_set.a', `resource "aws_cloudformation_stack_set" "a" { administration_${role} }`, ['aws_iam_role.r', {}]],
  [
    'a web service',
    'aws_apprunner_service.a',
    `resource "aws_apprunner_service" "a" {
       instance_configuration { instance_${role} }
     }`,
    ['aws_iam_role.r', {}],
  ],
  [
    'a code interpreter',
    'aws_bedrockagentcore_code_interpreter.a',
    `resource "aws_bedrockagentcore_code_interpreter" "a" { execution_${role} }`,
    ['aws_iam_role.r', {}],
  ],
];

test.for(rows)('%s', ([, address, text, expected]) => expect(runsAs(address, text)).toEqual(expected));
