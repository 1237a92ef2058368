// Measures the AWS identity engine against the budgets of the design, on one core. `npm run bench:identity` (add --runs=N). One JSON line a run goes to
// bench/out/results.jsonl. A figure is the median of the runs; each is a process of its own, warmed up before it is measured.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { readAuthorizationDetails } from '#identity/aws/authorization-details';
import { awsIdentity } from '#identity/aws/aws';
import { awsActions, awsManagedPolicies } from '#identity/data/files';
import type { Context } from '#identity/identity';
import { generateEstate, randomFrom } from './identity-estate.ts';

/** CPU seconds of this process. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const context: Context = {
  is: 'complete',
  keys: { 'aws:RequestedRegion': 'ap-northeast-1', 'aws:SecureTransport': 'true', 'aws:SourceIp': '203.0.113.7', 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
};
const actionsAsked = [
  's3:GetObject',
  's3:PutObject',
  's3:ListBucket',
  'sqs:SendMessage',
  'dynamodb:GetItem',
  'dynamodb:Scan',
  'lambda:InvokeFunction',
  'lambda:UpdateFunctionCode',
  'secretsmanager:GetSecretValue',
  'ec2:StartInstances',
  'ec2:DescribeInstances',
  'logs:PutLogEvents',
  'iam:PassRole',
  'cloudformation:CreateStack',
  'sns:Publish',
  'ecs:RunTask',
];

interface Work {
  readonly name: string;
  readonly unit: string;
  /** At least, or at most, that much. */
  readonly budget: { readonly atLeast: number } | { readonly atMost: number };
  readonly measure: () => number;
}

const build = (principals: number) => {
  const estate = generateEstate(principals);
  const { input } = readAuthorizationDetails(estate.files);
  const identity = awsIdentity(input, awsActions(), (arn) => awsManagedPolicies().byArn(arn));
  return { ...estate, identity, engine: identity.engine };
};

/** Decisions without reasons: random principals, actions that fit the resource's service. */
const decisions = (principals: number, count: number, known = context): number => {
  const { engine, resources } = build(principals);
  const random = randomFrom(7);
  const questions = Array.from({ length: 200_000 }, () => {
    const action = (actionsAsked[Math.floor(random() * actionsAsked.length)] ?? '').toLowerCase();
    const own = resources[Math.floor(random() * resources.length)] ?? '';
    const isS3 = own.startsWith('arn:aws:s3') && action.endsWith('object');
    return { holder: Math.floor(random() * engine.estate.holders.length), action, resource: isS3 ? `${own}/a/b.txt` : own };
  });
  const run = (n: number): void => {
    for (let i = 0; i < n; i++) {
      const one = questions[i % questions.length];
      if (one) engine.outcome(one.holder, one.action, one.resource, known);
    }
  };
  run(200_000);
  const start = cpu();
  run(count);
  return count / (cpu() - start);
};

const explained = (principals: number, count: number): number => {
  const { engine, resources } = build(principals);
  const random = randomFrom(9);
  const run = (n: number): void => {
    for (let i = 0; i < n; i++) {
      const holder = engine.estate.holders[Math.floor(random() * engine.estate.holders.length)];
      const action = actionsAsked[Math.floor(random() * actionsAsked.length)] ?? '';
      if (holder) engine.explain(holder.caller, action, resources[Math.floor(random() * resources.length)] ?? '', context);
    }
  };
  run(20_000);
  const start = cpu();
  run(count);
  return count / (cpu() - start);
};

/** Milliseconds for one action on one resource over all principals. */
const whoCan = (principals: number, count: number, reasons = false): number => {
  const { identity, resources } = build(principals);
  const random = randomFrom(11);
  const run = (n: number): void => {
    for (let i = 0; i < n; i++)
      for (const one of identity.whoCan(
        actionsAsked[Math.floor(random() * actionsAsked.length)] ?? '',
        resources[Math.floor(random() * resources.length)] ?? '',
        context,
      ))
        if (reasons && one.decision.because.length === 0) throw new Error('no reasons');
  };
  run(Math.min(count, 60));
  const start = cpu();
  run(count);
  return ((cpu() - start) * 1000) / count;
};

/** Ten megabytes of details as text, to an engine that answers: CPU seconds. */
const load = (): number => {
  const text = tenMegabytes();
  awsActions();
  const start = cpu();
  const { input } = readAuthorizationDetails({
    details: [{ path: 'details.json', data: JSON.parse(text) as unknown }],
    resources: undefined,
    scps: undefined,
    rcps: undefined,
  });
  const identity = awsIdentity(input, awsActions(), (arn) => awsManagedPolicies().byArn(arn));
  identity.engine.outcome(0, 's3:getobject', 'arn:aws:s3:::a/b', context);
  return cpu() - start;
};
const tenMegabytes = (): string => {
  let principals = 2000;
  for (;;) {
    const text = JSON.stringify(generateEstate(principals).files.details[0]?.data);
    if (text.length >= 10_000_000) return text;
    principals = Math.ceil((principals * 10_050_000) / text.length);
  }
};

const works: readonly Work[] = [
  { name: 'decisions at 500 principals', unit: 'per CPU second', budget: { atLeast: 500_000 }, measure: () => decisions(500, 2_000_000) },
  { name: 'decisions at 5,000 principals', unit: 'per CPU second', budget: { atLeast: 150_000 }, measure: () => decisions(5000, 1_000_000) },
  {
    name: 'decisions at 500, nothing known of requests',
    unit: 'per CPU second',
    budget: { atLeast: 100_000 },
    measure: () => decisions(500, 500_000, { is: 'partial', keys: {} }),
  },
  { name: 'decisions with explanation at 500 principals', unit: 'per CPU second', budget: { atLeast: 20_000 }, measure: () => explained(500, 100_000) },
  { name: 'who-can at 500 principals', unit: 'ms', budget: { atMost: 2 }, measure: () => whoCan(500, 500) },
  { name: 'who-can at 5,000 principals', unit: 'ms', budget: { atMost: 25 }, measure: () => whoCan(5000, 100) },
  { name: 'who-can at 5,000 principals, reasons read', unit: 'ms', budget: { atMost: 50 }, measure: () => whoCan(5000, 100, true) },
  { name: 'loading 10 MB of authorization details', unit: 'CPU seconds', budget: { atMost: 3 }, measure: load },
];

const asked = process.argv.find((one) => one.startsWith('--work='))?.slice(7);
if (asked !== undefined) {
  const work = works.find(({ name }) => name === asked);
  if (!work) throw new Error(`no such work: ${asked}`);
  const value = work.measure();
  console.log(JSON.stringify({ value, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
} else {
  mkdirSync('bench/out', { recursive: true });
  const runs = Number(process.argv.find((one) => one.startsWith('--runs='))?.slice(7) ?? 3);
  let failed = false;
  for (const { name, unit, budget } of works) {
    const figures = Array.from(
      { length: runs },
      () =>
        JSON.parse(spawnSync(process.execPath, [import.meta.filename, `--work=${name}`], { encoding: 'utf8' }).stdout) as { value: number; megabytes: number },
    );
    const value = median(figures.map((one) => one.value));
    const megabytes = median(figures.map((one) => one.megabytes));
    const ok = 'atLeast' in budget ? value >= budget.atLeast : value <= budget.atMost;
    // Loading is bounded in memory too.
    const fits = !name.startsWith('loading') || megabytes <= 400;
    failed ||= !ok || !fits;
    appendFileSync(
      'bench/out/results.jsonl',
      `${JSON.stringify({ at: new Date().toISOString(), work: `identity: ${name}`, value, unit, megabytes, budget, runs, ok: ok && fits })}\n`,
    );
    console.log(
      `${ok && fits ? 'ok  ' : 'MISS'} ${name.padEnd(48)} ${value >= 1000 ? Math.round(value).toLocaleString('en') : value.toFixed(2)} ${unit}, ${megabytes} MB`,
    );
  }
  if (failed) process.exitCode = 1;
}
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
