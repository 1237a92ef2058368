import { absent } from '#core/origin';
import { any, isAbsent, isFields, isList, known, map, not, unknown, type Fact, type Value } from '#core/value';
import { document, flag, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { fromJson } from './policy.ts';
import { secretsInPairs, tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html
export default resourceType('AWS::ECS::TaskDefinition', {
  cloud: 'aws',
  service: 'Amazon ECS',
  model: 'paas',
  terraform: ['aws_ecs_task_definition'],
  name: 'Family',
  properties: {
    Family: text(['family']),
    ContainerDefinitions: document(['container_definitions']),
    NetworkMode: text(['network_mode']),
    PidMode: text(['pid_mode']),
    IpcMode: text(['ipc_mode']),
    TaskRoleArn: names('AWS::IAM::Role', ['task_role_arn']),
    ExecutionRoleArn: names('AWS::IAM::Role', ['execution_role_arn']),
    Tags: tags(),
  },
  facets: {
    container: (task) => {
      const containers = containersOf(task.ContainerDefinitions);
      return {
        privileged: any(containers.map((one) => setting(one, 'privileged', false))),
        hostNamespace: any([
          map(isAbsent(task.PidMode) ? known('', absent) : task.PidMode, (mode) => mode === 'host'),
          map(isAbsent(task.IpcMode) ? known('', absent) : task.IpcMode, (mode) => mode === 'host'),
          map(isAbsent(task.NetworkMode) ? known('', absent) : task.NetworkMode, (mode) => mode === 'host'),
        ]),
        readOnlyRoot: containers.length === 0 ? undefined : not(any(containers.map((one) => not(setting(one, 'readonlyRootFilesystem', false))))),
        runsAsRoot: containers.length === 0 ? undefined : any(containers.map(rootUser)),
      };
    },
    plainSecrets: (task) => ({
      where: 'environment',
      found: containersOf(task.ContainerDefinitions).flatMap((one) =>
        one.is === 'known' && isFields(one.value) && one.value['environment'] ? secretsInPairs(one.value['environment']) : [],
      ),
    }),
    // What is in the containers has the task role alone; the other one is the agent's.
    runsAs: (_task, around) => ({ roles: around.related('TaskRoleArn'), facts: {} }),
    serviceLog: (task) => {
      const containers = containersOf(task.ContainerDefinitions);
      return containers.length === 0
        ? undefined
        : {
            kind: 'execution',
            on: not(
              any(
                containers.map((one) =>
                  one.is === 'known' && isFields(one.value)
                    ? known(!one.value['logConfiguration'], one.origin)
                    : unknown('after-apply', 'ContainerDefinitions', one.origin),
                ),
              ),
            ),
            missing: undefined,
          };
    },
  },
});

/** The containers of the JSON text, as a structure where there is one. */
const containersOf = (definitions: Value): readonly Value[] => {
  if (isAbsent(definitions)) return [];
  if (definitions.is === 'known' && isList(definitions.value)) return definitions.value;
  const parsed =
    definitions.is === 'known' && typeof definitions.value === 'string'
      ? fromJson([definitions.value], definitions.origin)
      : definitions.is !== 'known' && definitions.parts
        ? fromJson(definitions.parts, definitions.origin)
        : undefined;
  return parsed?.is === 'known' && isList(parsed.value)
    ? parsed.value
    : [definitions.is === 'unknown' ? definitions : unknown('unexpected-type', 'ContainerDefinitions', definitions.origin)];
};

const setting = (container: Value, name: string, otherwise: boolean): Fact<boolean> => {
  if (container.is !== 'known' || !isFields(container.value)) return unknown('after-apply', 'ContainerDefinitions', container.origin);
  const value = container.value[name];
  return value === undefined || (value.is === 'known' && value.value === null) ? known(otherwise, container.origin) : flag().read(value);
};
/** Only an explicit root user: an image may set its own. */
const rootUser = (container: Value): Fact<boolean> => {
  if (container.is !== 'known' || !isFields(container.value)) return unknown('after-apply', 'ContainerDefinitions', container.origin);
  const user = container.value['user'];
  return user?.is === 'known' ? known(/^(root|0)(:|$)/.test(String(user.value)), user.origin) : known(false, container.origin, true);
};
