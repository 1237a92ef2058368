import { asks } from '../asks.ts';
import { bearer, jsonOf, part, shapes, type Providers } from '../provider.ts';

const models = ['object', /^list$/] as const;

export default [
  asks({
    id: 'openai',
    name: 'OpenAI',
    documentation: 'https://platform.openai.com/docs/api-reference/models/list',
    host: 'api.openai.com',
    path: '/v1/models',
    // Not keys of administrators, which have no models.
    kinds: { 'openai-key': /^sk-(?:(?:proj|svcacct|service|None)-[\w-]{40,220}|[A-Za-z0-9]{20,100}T3BlbkFJ[A-Za-z0-9]{20,100})$/ },
    auth: bearer,
    who: {},
    whoHeaders: { organisation: ['openai-organization', shapes.id] },
    proof: models,
    // A 401 may also be about the address that asks.
    refused: [],
    refusedIf: [['error.code', /^(?:invalid_api_key|account_deactivated)$/]],
  }),
  {
    id: 'anthropic',
    name: 'Anthropic',
    documentation: 'https://docs.anthropic.com/en/api/models-list',
    host: 'api.anthropic.com',
    endpoint: 'https://api.anthropic.com/v1/models',
    kinds: { 'anthropic-key': /^sk-ant-(?:api|admin)\d\d-[\w-]{80,120}$/ },
    request: ({ value }) => ({
      host: 'api.anthropic.com',
      method: 'GET',
      // https://docs.anthropic.com/en/api/admin-api/organization/get-me
      path: value.startsWith('sk-ant-admin') ? '/v1/organizations/me' : '/v1/models?limit=1',
      headers: { 'x-api-key': value, 'anthropic-version': '2023-06-01' },
      body: undefined,
    }),
    judge(heard) {
      const json = jsonOf(heard);
      const id = heard.headers['anthropic-organization-id'] ?? part(json, 'id', shapes.uuid);
      const isAnswered = part(json, 'has_more', /^(?:true|false)$/) !== undefined || part(json, 'type', /^organization$/) !== undefined;
      if (heard.status === 200 && isAnswered) return { is: 'live', who: id !== undefined && shapes.uuid.test(id) ? { organisation: id } : {} };
      if (heard.status === 401 && part(json, 'error.type', /^authentication_error$/) !== undefined) return { is: 'refused', why: 'unknown' };
      return { is: 'unclear', why: heard.status === 403 ? 'forbidden' : 'unexpected' };
    },
  },
  asks({
    id: 'huggingface',
    name: 'Hugging Face',
    documentation: 'https://huggingface.co/docs/hub/api#get-apiwhoami-v2',
    host: 'huggingface.co',
    path: '/api/whoami-v2',
    kinds: { 'huggingface-token': /^(?:hf|api_org)_[A-Za-z0-9]{34,38}$/ },
    auth: bearer,
    who: { user: ['name', shapes.login], id: ['id', shapes.id] },
  }),
  asks({
    id: 'groq',
    name: 'Groq',
    documentation: 'https://console.groq.com/docs/api-reference#models-list',
    host: 'api.groq.com',
    path: '/openai/v1/models',
    kinds: { 'groq-key': /^gsk_[A-Za-z0-9]{48,56}$/ },
    auth: bearer,
    who: {},
    proof: models,
  }),
  asks({
    id: 'xai',
    name: 'xAI',
    documentation: 'https://docs.x.ai/docs/api-reference#get-api-key-information',
    host: 'api.x.ai',
    path: '/v1/api-key',
    kinds: { 'xai-key': /^xai-[A-Za-z0-9]{70,120}$/ },
    auth: bearer,
    who: { team: ['team_id', shapes.uuid], user: ['user_id', shapes.uuid] },
    // Blocked keys still tell whose they are. A wrong key is a "bad request", and nothing else in this request could be.
    refused: [400, 401],
    refusedIf: [
      ['api_key_blocked', /^true$/],
      ['api_key_disabled', /^true$/],
      ['team_blocked', /^true$/],
    ],
  }),
  asks({
    id: 'replicate',
    name: 'Replicate',
    documentation: 'https://replicate.com/docs/reference/http#account.get',
    host: 'api.replicate.com',
    path: '/v1/account',
    kinds: { 'replicate-token': /^r8_[A-Za-z0-9]{37}$/ },
    auth: bearer,
    who: { user: ['username', shapes.login] },
  }),
  asks({
    id: 'openrouter',
    name: 'OpenRouter',
    documentation: 'https://openrouter.ai/docs/api-reference/api-keys/get-current-api-key',
    host: 'openrouter.ai',
    path: '/api/v1/key',
    kinds: { 'openrouter-key': /^sk-or-v1-[0-9a-f]{64}$/ },
    auth: bearer,
    who: { user: ['data.creator_user_id', shapes.id] },
    proof: ['data.is_free_tier', /^(?:true|false)$/],
  }),
  asks({
    id: 'mistral',
    name: 'Mistral',
    documentation: 'https://docs.mistral.ai/api/#tag/models',
    host: 'api.mistral.ai',
    path: '/v1/models',
    kinds: { 'mistral-key': /^[A-Za-z0-9]{32}$/ },
    auth: bearer,
    who: {},
    proof: models,
  }),
] satisfies Providers;
