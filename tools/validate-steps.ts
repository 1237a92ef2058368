// Are the steps Terraform that the provider accepts? Carries out all steps for the failing example of every control and asks `terraform validate` before and
// after: nothing new may be wrong. Needs `terraform` with the AWS provider at hand (a filesystem mirror will do), so it is no part of the tests.
//   node tools/validate-steps.ts
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { controls } from '#controls/index';
import { run } from '#assessment/run';
import { applied } from '#sources/terraform/edit';
import { textFiles } from '#sources/terraform/text-files';

const folder = mkdtempSync(path.join(tmpdir(), 'ippo-validate-'));
const write = (text: string): void => writeFileSync(path.join(folder, 'main.tf'), text);
const terraform = (...args: string[]): string => spawnSync('terraform', args, { cwd: folder, encoding: 'utf8' }).stdout;
interface Answer {
  readonly diagnostics: readonly { readonly severity: string; readonly summary: string; readonly detail?: string }[];
}
const errors = (): string[] => {
  const answer: Answer = JSON.parse(terraform('validate', '-json'));
  return answer.diagnostics.filter(({ severity }) => severity === 'error').map(({ summary, detail }) => `${summary}: ${detail ?? ''}`);
};

write('provider "aws" { region = "us-east-1" }\n');
terraform('init', '-input=false');
let good = 0;
let bad = 0;
let without = 0;
for (const control of controls) {
  const { steps } = run(textFiles({ 'main.tf': control.examples.fail }), { only: [control.id], mostSteps: 20 });
  const text = applied(steps.flatMap(({ textChanges }) => textChanges)).get('main.tf');
  if (text === undefined) {
    without++;
    continue;
  }
  write(control.examples.fail);
  const before = new Set(errors());
  write(text);
  const fresh = errors().filter((one) => !before.has(one));
  if (fresh.length === 0) good++;
  else {
    bad++;
    console.log(`${control.id}\n${text}\n  ${fresh.join('\n  ')}`);
  }
}
rmSync(folder, { recursive: true, force: true });
console.log(`${good} valid, ${bad} not valid, ${without} controls without a step for their example`);
process.exitCode = bad === 0 ? 0 : 1;
