import { textFiles } from '#sources/terraform/text-files';
import { run } from './run.ts';

/** One `main.tf`, or several files by path. */
export type Project = string | Readonly<Record<string, string>>;
/** `fail`, `fail?` (assumed), `not in use` or `unknown`, with the address: `fail aws_s3_bucket.a, unknown aws_s3_bucket.b`. Without any: `pass`, or `not judged`. */
export type Expected = string;

/** For tables of small cases: what one control says of every resource of a project. */
export const verdictsOf = (project: Project, control: string): Expected => {
  const { assessment, inventory } = run(textFiles(typeof project === 'string' ? { 'main.tf': project } : project), { only: [control], mostSteps: 0 });
  const said = assessment.findings.map(({ resource, verdict, lowered }) => {
    const word = verdict.is === 'fail' ? (lowered === 'not-in-use' ? 'not in use' : verdict.assumed ? 'fail?' : 'fail') : verdict.is;
    return `${word} ${inventory.resource(resource).id}`;
  });
  return said.length > 0 ? said.toSorted().join(', ') : assessment.judged.get(control) ? 'pass' : 'not judged';
};
