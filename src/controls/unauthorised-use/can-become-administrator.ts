import type { Locale } from '#framework/text';
import type { Ascent } from '#resources/facets';
import { control, judge } from '../control.ts';

export default control({
  id: 'can-become-administrator',
  severity: 'high',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'least-privilege',
  layer: 'identity',
  intents: {
    'AWS::IAM::User': ['aws-iam-policy-privilege-escalation'],
    'AWS::IAM::Role': ['aws-iam-policy-privilege-escalation'],
  },
  title: { en: 'A principal can make itself administrator', ja: '自ら管理者になれるプリンシパル' },
  why: {
    en: 'It is not administrator by name, but its rights combine to become one. Whoever steals its credentials owns the account.',
    ja: '管理者ではないはずの ID が、持っている権限を組み合わせて管理者になれます。認証情報を盗まれると、アカウント全体を支配されます。',
  },
  fix: {
    aws: {
      en: 'Take away the permission that closes the chain, limit it to the roles or functions that the work needs, or set a permissions boundary.',
      ja: '経路の最後の権限を外すか、業務に必要なロールや関数だけに対象を絞ります。アクセス許可の境界(permissions boundary)で上限を設ける方法もあります。',
    },
    azure: {
      en: 'Take away the role that closes the chain, or assign it on the resource that the work needs. Set conditions on who may be given which role.',
      ja: '経路の最後のロールを外すか、業務に必要なリソースの範囲に限って割り当てます。ロールを付与する権限には、付与できるロールと相手の条件を付けます。',
    },
    gcp: {
      en: 'Take away the role that closes the chain, or bind it on the resource or service account that the work needs.',
      ja: '経路の最後のロールを外すか、業務に必要なリソースやサービスアカウントに限って付与します。',
    },
  },
  remedy: 'narrow-policy',
  facet: 'power',
  check: (power) => judge(power.becomesAdministrator, (ascent) => ascent),
  message: {
    en: ({ hops, condition }) =>
      `${hops.map((hop, i) => hopText(hop, i, hops.length, 'en')).join(' ')}${condition === undefined ? '' : ` Only if: ${condition}.`}`,
    ja: ({ hops, condition }) =>
      `${hops.map((hop, i) => hopText(hop, i, hops.length, 'ja')).join('')}${condition === undefined ? '' : `ただし、次の条件のとき: ${condition}`}`,
  },
  examples: {
    pass: `
      resource "aws_iam_role" "app" {
        assume_role_policy = jsonencode({
          Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
        })
      }
      resource "aws_iam_role_policy" "app" {
        role   = aws_iam_role.app.name
        policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::photos/*" }] })
      }`,
    fail: `
      resource "aws_iam_role" "app" {
        assume_role_policy = jsonencode({
          Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
        })
      }
      resource "aws_iam_role_policy" "app" {
        role   = aws_iam_role.app.name
        policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "iam:PutRolePolicy"], Resource = "*" }] })
      }`,
  },
});

/** What the attacker does, with the permissions that let him. */
const hopText = ({ does, title, permissions }: Ascent['hops'][number], i: number, of: number, locale: Locale): string => {
  const number = of > 1 ? `${i + 1}) ` : '';
  const text = (does[locale] || title[locale]).replace(/[.。]$/, '');
  return locale === 'ja' ? `${number}${text}(${permissions.join('、')})。` : `${number}${text} (${permissions.join(', ')}).`;
};
