import { control, judgeFlag } from '../control.ts';

export default control({
  id: 'function-url-without-authentication',
  severity: 'medium',
  viewpoints: ['unauthorised-use'],
  leakPath: 'service-misconfiguration',
  approach: 'configuration',
  layer: 'data-access',
  intents: {
    'AWS::Lambda::Function': ['aws-lambda-function-public-awslambda-url'],
    'AWS::ApiGateway::Method': ['aws-apigateway-rest-api-authentication'],
    'AWS::ApiGatewayV2::Route': ['aws-apigateway-http-api-authentication'],
    'cloudfunctions.googleapis.com/FunctionIamGrant': ['gcp-functions-public'],
    'run.googleapis.com/ServiceIamGrant': [],
  },
  title: { en: 'An endpoint runs code for anyone who calls', ja: '認証なしで呼び出せるエンドポイント' },
  why: {
    en: 'Every call costs money and reaches your code; only the code itself can tell callers apart.',
    ja: '呼び出しのたびに費用が発生し、アプリケーションのコードに直接届きます。呼び出し元を見分けられるのはコードだけです。',
  },
  fix: {
    aws: {
      en: 'Require IAM or a JWT authoriser, or put the endpoint behind a front that checks identity.',
      ja: 'IAM 認証や JWT オーソライザーを必須にするか、認証を行うフロントの背後に置きます。',
    },
    gcp: {
      en: 'Give the invoker role to the accounts that call, or put the service behind a load balancer with Identity-Aware Proxy.',
      ja: '呼び出し元のアカウントだけに起動元のロールを付与するか、Identity-Aware Proxy を有効にしたロードバランサーの背後に置きます。',
    },
  },
  remedy: 'require-authentication',
  facet: 'endpointAuthentication',
  check: (endpoint) => judgeFlag(endpoint.required, false),
  severityOf: (_evidence, { what }) => (what === 'function' ? 'medium' : 'low'),
  message: {
    en: () => 'Callers need not prove who they are.',
    ja: () => '呼び出し元の認証が行われません。',
  },
  examples: {
    pass: `
      resource "aws_lambda_function" "a" { function_name = "a" }
      resource "aws_lambda_function_url" "a" {
        function_name      = aws_lambda_function.a.function_name
        authorization_type = "AWS_IAM"
      }`,
    fail: `
      resource "aws_lambda_function" "a" { function_name = "a" }
      resource "aws_lambda_function_url" "a" {
        function_name      = aws_lambda_function.a.function_name
        authorization_type = "NONE"
      }`,
    unknown: `
      variable "type" {}
      resource "aws_lambda_function" "a" { function_name = "a" }
      resource "aws_lambda_function_url" "a" {
        function_name      = aws_lambda_function.a.function_name
        authorization_type = var.type
      }`,
  },
});
